using Instrumentation.Diagnostics;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Configuration;

/// <summary>
/// What the <c>OTEL_*</c> variables say. An empty variable says nothing; a bad one is told of and ignored, as the specification asks.
/// </summary>
/// <param name="IsDisabled"><c>OTEL_SDK_DISABLED</c>.</param>
/// <param name="TracesToConsole"><c>OTEL_TRACES_EXPORTER</c>: the console unless it says <c>none</c>.</param>
/// <param name="MetricsToConsole"><c>OTEL_METRICS_EXPORTER</c>: the console unless it says <c>none</c>.</param>
internal sealed record EnvironmentSettings(bool IsDisabled, bool TracesToConsole, bool MetricsToConsole)
{
    /// <summary><c>OTEL_PROPAGATORS</c>, which counts even when all else is disabled.</summary>
    public IReadOnlyList<TextMapPropagator> Propagators { get; } = PropagatorVariable.Read();

    /// <summary><c>OTEL_LOG_LEVEL</c>, which counts too even when all else is disabled.</summary>
    public LogLevel LogLevel { get; } = LogLevelVariable.Read();

    public static EnvironmentSettings Read() =>
        Variables.Flag("OTEL_SDK_DISABLED")
            ? new(true, false, false)
            : new(false, ReadExporter("OTEL_TRACES_EXPORTER"), ReadExporter("OTEL_METRICS_EXPORTER"));

    /// <summary>
    /// Whether the console is what is left of a list of exporters, or what is used when it names none that this build knows.
    /// </summary>
    private static bool ReadExporter(string variable)
    {
        var none = false;
        foreach (var name in (Variables.Text(variable) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (name.Equals("console", StringComparison.OrdinalIgnoreCase))
                return true;
            if (name.Equals("none", StringComparison.OrdinalIgnoreCase))
                none = true;
            else
                Faults.Warn($"{variable} names {name}, an exporter that this build does not know; it knows console and none.");
        }

        return !none;
    }
}
