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

    internal DiskBufferOptions? DiskBuffer { get; private set; }

    internal bool AlsoJaeger { get; private set; }

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

    /// <summary>
    /// Sends sampled spans and metrics as OTLP. What the receiver can't take now waits, in memory and in the disk buffer if there is one, and is tried again.
    /// </summary>
    /// <param name="configure">Says where to, and how; what it does not say, the variables <c>OTEL_EXPORTER_OTLP_*</c> say.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">An option can't be what it is; the message says which, and why.</exception>
    public TelemetryBuilder AddOtlpExporter(Action<OtlpExporterOptions>? configure = null)
    {
        Tracing.AddOtlpExporter(configure);
        Metrics.AddOtlpExporter(configure);
        return this;
    }

    /// <summary>
    /// Sends sampled spans to Jaeger, which takes OTLP (version 1.35 and later), and carries context in its header <c>uber-trace-id</c> too. Jaeger takes no
    /// metrics.
    /// </summary>
    /// <param name="configure">Says where to, and how; what it does not say, the variables <c>OTEL_EXPORTER_OTLP_*</c> say: by default to this machine.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">An option can't be what it is; the message says which, and why.</exception>
    public TelemetryBuilder AddJaegerExporter(Action<OtlpExporterOptions>? configure = null)
    {
        Tracing.AddOtlpExporter(configure);
        AlsoJaeger = true;
        return this;
    }

    /// <summary>
    /// Keeps what goes out as OTLP on disk until it has arrived: what a receiver that is away does not take, and what a process leaves behind however it ends,
    /// the next one sends, oldest first. It may arrive twice.
    /// </summary>
    /// <param name="folder">
    /// The folder, of this program's own; several processes share it, each with a part of its own, and a process takes over what those that are gone left. If
    /// it can't be used, that is told, and what waits is in memory alone.
    /// </param>
    /// <param name="limit">How many bytes this process's part may have, at least 64 KiB; then the oldest are given up, and counted.</param>
    /// <param name="sync">When what is written reaches the disk itself, against a loss of power.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is null, empty or white space.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is below 64 KiB.</exception>
    public TelemetryBuilder AddDiskBuffer(string folder, long limit, DiskSync sync = DiskSync.Interval)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, Export.Delivery.Disk.DiskBuffer.MinLimit);
        DiskBuffer = new(folder, limit, sync);
        return this;
    }
}
