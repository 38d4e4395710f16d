using Instrumentation.Export;
using Instrumentation.Metrics;
using Instrumentation.Tracing;

namespace Instrumentation;

/// <summary>Says what telemetry records and where it goes. What is said here beats the <c>OTEL_*</c> variables.</summary>
public sealed class TelemetryBuilder
{
    internal TelemetryBuilder()
    {
    }

    internal TracingBuilder Tracing { get; } = new();

    internal MetricsBuilder Metrics { get; } = new();

    /// <summary>Says more about spans.</summary>
    /// <param name="configure">Is called at once.</param>
    /// <returns>This builder.</returns>
    public TelemetryBuilder WithTracing(Action<TracingBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(Tracing);
        return this;
    }

    /// <summary>Says more about metrics.</summary>
    /// <param name="configure">Is called at once.</param>
    /// <returns>This builder.</returns>
    public TelemetryBuilder WithMetrics(Action<MetricsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(Metrics);
        return this;
    }

    /// <summary>Writes finished traces and metrics to the console.</summary>
    /// <param name="configure">Changes the defaults.</param>
    /// <returns>This builder.</returns>
    public TelemetryBuilder AddConsoleExporter(Action<ConsoleExporterOptions>? configure = null)
    {
        var options = ConsoleExporterOptions.From(configure);
        Tracing.Consoles.Add(options);
        Metrics.Consoles.Add(options);
        return this;
    }
}
