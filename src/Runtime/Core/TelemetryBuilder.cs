using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Metrics;
using Instrumentation.Resources;
using Instrumentation.Tracing;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation;

/// <summary>Says what telemetry records and where it goes. What is said here beats the <c>OTEL_*</c> variables.</summary>
public sealed class TelemetryBuilder
{
    internal TelemetryBuilder()
    {
    }

    internal ResourceBuilder Resource { get; } = new();

    internal TracingBuilder Tracing { get; } = new();

    internal MetricsBuilder Metrics { get; } = new();

    internal TextMapPropagator? Propagator { get; private set; }

    internal Action<TelemetryError>? ErrorHandler { get; private set; }

    /// <summary>Says more about what all telemetry comes from: the service, and what it runs on.</summary>
    /// <param name="configure">Is called at once.</param>
    /// <returns>This builder.</returns>
    public TelemetryBuilder ConfigureResource(Action<ResourceBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(Resource);
        return this;
    }

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

    /// <summary>
    /// Says how context is carried to and from other processes, in place of what <c>OTEL_PROPAGATORS</c> says. Several are one
    /// <see cref="CompositeTextMapPropagator"/>.
    /// </summary>
    /// <param name="propagator">Is in force as long as telemetry runs. What it throws never reaches the application.</param>
    /// <returns>This builder.</returns>
    public TelemetryBuilder SetPropagator(TextMapPropagator propagator)
    {
        ArgumentNullException.ThrowIfNull(propagator);
        Propagator = propagator;
        return this;
    }

    /// <summary>
    /// Says who is told what goes wrong in telemetry itself, in place of standard error: of each kind of error the first, and then one a minute, as far
    /// as <c>OTEL_LOG_LEVEL</c> lets it.
    /// </summary>
    /// <param name="handler">Is told, of one error at a time, beside the application. What it throws is told on standard error.</param>
    /// <returns>This builder.</returns>
    public TelemetryBuilder OnError(Action<TelemetryError> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ErrorHandler = handler;
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
