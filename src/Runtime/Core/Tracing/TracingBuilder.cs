using System.Diagnostics;
using Instrumentation.Configuration;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using OpenTelemetry.Trace;

namespace Instrumentation.Tracing;

/// <summary>
/// Says which spans are recorded beside the generated ones, and where they go. It is OpenTelemetry's own builder, so that
/// instrumentation packages that were written for it work here.
/// </summary>
public sealed class TracingBuilder : TracerProviderBuilder, IDeferredTracerProviderBuilder
{
    internal TracingBuilder()
    {
    }

    internal NameSelection Sources { get; } = new();

    internal HashSet<string> LegacyOperations { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal List<Func<object?>> Instrumentations { get; } = [];

    internal List<ConsoleExporterOptions> Consoles { get; } = [];

    internal List<SpanProcessor> Processors { get; } = [];

    internal List<(OtlpSettings Settings, BatchOptions Batching, Func<SpanProcessor, SpanProcessor>? Filter)> Otlp { get; } = [];

    /// <summary>Whether nothing that was said takes spans anywhere.</summary>
    internal bool GoesNowhere => Processors.TrueForAll(static processor => processor.OnlyChanges) && Consoles.Count == 0 && Otlp.Count == 0;

    internal Sampler? Sampler { get; private set; }

    internal SpanLimits Limits { get; private set; } = new();

    internal TraceIdGenerator? TraceIds { get; private set; }

    /// <summary>Records the spans of these sources too. Generated sources are recorded without being named.</summary>
    /// <param name="names">Names of sources, or patterns with <c>*</c> and <c>?</c>; case does not matter.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">A name is null, empty or white space.</exception>
    public override TracingBuilder AddSource(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Sources.Add(names);
        return this;
    }

    /// <summary>Records the activities of this operation that were made with <c>new Activity(...)</c>, without a source.</summary>
    /// <param name="operationName">The operation's name; case does not matter.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name is null, empty or white space.</exception>
    public override TracingBuilder AddLegacySource(string operationName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(operationName);
        LegacyOperations.Add(operationName);
        return this;
    }

    /// <summary>
    /// Makes an instrumentation when telemetry starts and keeps it until telemetry ends; then it is disposed if it can be.
    /// </summary>
    /// <typeparam name="TInstrumentation">Its type.</typeparam>
    /// <param name="instrumentationFactory">Makes it. What it throws, <see cref="Telemetry.Start(Action{TelemetryBuilder})"/>
    /// throws.</param>
    /// <returns>This builder.</returns>
    public override TracingBuilder AddInstrumentation<TInstrumentation>(Func<TInstrumentation> instrumentationFactory)
    {
        ArgumentNullException.ThrowIfNull(instrumentationFactory);
        Instrumentations.Add(() => instrumentationFactory());
        return this;
    }

    /// <summary>Sets what decides which spans are recorded; <c>OTEL_TRACES_SAMPLER</c> is then ignored. The last one counts.</summary>
    /// <param name="sampler">The sampler; telemetry disposes it at its end, if it can be.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="sampler"/> is null.</exception>
    public TracingBuilder SetSampler(Sampler sampler)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        Sampler = sampler;
        return this;
    }

    /// <summary>Configures at once; there are no services to ask outside a host.</summary>
    /// <param name="configure">Is called with this builder.</param>
    /// <returns>This builder.</returns>
    TracerProviderBuilder IDeferredTracerProviderBuilder.Configure(Action<IServiceProvider, TracerProviderBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(NoServices.Instance, this);
        return this;
    }

    /// <summary>Sets how much a span may hold.</summary>
    /// <param name="limits">The limits.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="limits"/> is null.</exception>
    public TracingBuilder SetLimits(SpanLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        Limits = limits;
        return this;
    }

    /// <summary>Sets what makes the ids of traces that begin in this process; the platform makes random ones unless set.</summary>
    /// <param name="generator">The generator. It is the whole process's until telemetry ends; then what was there before is in force again.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="generator"/> is null.</exception>
    public TracingBuilder SetTraceIdGenerator(TraceIdGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        TraceIds = generator;
        return this;
    }

    /// <summary>Adds a processor, which sees each recorded span after those that were added before.</summary>
    /// <param name="processor">The processor; telemetry shuts it down at its end.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="processor"/> is null.</exception>
    public TracingBuilder AddProcessor(SpanProcessor processor)
    {
        ArgumentNullException.ThrowIfNull(processor);
        Processors.Add(processor);
        return this;
    }

    /// <summary>Exports sampled spans in batches: the same as to add a <see cref="BatchSpanProcessor"/>.</summary>
    /// <param name="exporter">Where to; telemetry disposes it at its end.</param>
    /// <param name="configure">Changes sizes and times.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exporter"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size or a time is not above 0.</exception>
    public TracingBuilder AddExporter(IExporter<Activity> exporter, Action<BatchOptions>? configure = null)
    {
        var options = new BatchOptions();
        configure?.Invoke(options);
        return AddProcessor(new BatchSpanProcessor(exporter, options));
    }

    /// <summary>
    /// Sends sampled spans as OTLP. What the receiver can't take now waits, in memory and in the disk buffer if there is one, and is tried again.
    /// </summary>
    /// <param name="configure">Says where to, and how; what it does not say, the variables <c>OTEL_EXPORTER_OTLP_*</c> say.</param>
    /// <param name="batching">Changes sizes and times of batches.</param>
    /// <param name="filter">
    /// Is given what exports, and returns what stands before it: <c>next => LocalTraceFilter.Failed(next)</c>. Called when telemetry starts.
    /// </param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">An option can't be what it is; the message says which, and why.</exception>
    /// <remarks>It sees spans after all processors.</remarks>
    public TracingBuilder AddOtlpExporter(
        Action<OtlpExporterOptions>? configure = null, Action<BatchOptions>? batching = null, Func<SpanProcessor, SpanProcessor>? filter = null)
    {
        var options = new OtlpExporterOptions();
        configure?.Invoke(options);
        return AddOtlpExporter(options, batching, filter);
    }

    internal TracingBuilder AddOtlpExporter(OtlpExporterOptions options, Action<BatchOptions>? batching, Func<SpanProcessor, SpanProcessor>? filter)
    {
        var batches = new BatchOptions();
        batching?.Invoke(batches);
        _ = BatchSettings.Default.With(batches);
        Otlp.Add((OtlpSettings.Resolve(options, Signal.Traces), batches, filter));
        return this;
    }

    /// <summary>Writes finished traces to the console, each as a tree.</summary>
    /// <param name="configure">Changes the defaults.</param>
    /// <returns>This builder.</returns>
    public TracingBuilder AddConsoleExporter(Action<ConsoleExporterOptions>? configure = null)
    {
        Consoles.Add(ConsoleExporterOptions.From(configure));
        return this;
    }
}
