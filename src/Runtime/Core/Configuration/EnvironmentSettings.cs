using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Configuration;

/// <summary>
/// What the <c>OTEL_*</c> variables say. An empty variable says nothing; a bad one is told of and ignored, as the specification asks.
/// </summary>
/// <param name="IsDisabled"><c>OTEL_SDK_DISABLED</c>.</param>
/// <param name="Traces">Where spans go: <c>OTEL_TRACES_EXPORTER</c>.</param>
/// <param name="Metrics">Where metrics go: <c>OTEL_METRICS_EXPORTER</c>.</param>
internal sealed record EnvironmentSettings(bool IsDisabled, ExporterChoice Traces, ExporterChoice Metrics)
{
    /// <summary><c>OTEL_PROPAGATORS</c>, which counts even when all else is disabled.</summary>
    public IReadOnlyList<TextMapPropagator> Propagators { get; } = PropagatorVariable.Read();

    /// <summary><c>OTEL_LOG_LEVEL</c>, which counts too even when all else is disabled.</summary>
    public LogLevel LogLevel { get; } = LogLevelVariable.Read();

    public static EnvironmentSettings Read() =>
        Variables.Flag("OTEL_SDK_DISABLED")
            ? new(true, ExporterChoice.None, ExporterChoice.None)
            : new(false, ExporterChoice.Read("TRACES"), ExporterChoice.Read("METRICS"));
}
