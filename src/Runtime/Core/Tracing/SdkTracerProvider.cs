using System.Diagnostics.CodeAnalysis;
using Instrumentation.Configuration;
using Instrumentation.Diagnostics;
using Instrumentation.Export.ConsoleOutput;
using Instrumentation.Resources;
using OpenTelemetry.Trace;

namespace Instrumentation.Tracing;

/// <summary>
/// Telemetry's spans, as code that was written for OpenTelemetry's API knows them: it gives out tracers, and flushes and ends what they record.
/// </summary>
/// <remarks>
/// Specification: Trace SDK, Tracer provider. A tracer's spans are recorded when its name is that of a generated scope, or was added by
/// <see cref="TracingBuilder.AddSource"/>. There is one tracer for each name, version, schema URL and set of attributes.
/// </remarks>
public sealed class SdkTracerProvider : TracerProvider
{
    private const string Ending = "shutting down the tracer provider";

    /// <summary>How long disposing takes at most.</summary>
    internal static readonly TimeSpan DisposeLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan SamplerLimit = TimeSpan.FromSeconds(1);

    private readonly SpanProcessor[] _processors;

    [SuppressMessage("Usage", "CA2213", Justification = "Ending disposes it.")]
    private readonly SpanListener? _listener;

    [SuppressMessage("Usage", "CA2213", Justification = "Ending disposes it, within a limit.")]
    private readonly IDisposable? _ownSampler;

    [SuppressMessage("Usage", "CA2213", Justification = "Ending disposes it.")]
    private readonly InstalledTraceIds? _traceIds;

    private readonly SingleEnd _end;

    /// <summary>One that records nothing: telemetry is disabled.</summary>
    internal SdkTracerProvider()
    {
        _processors = [];
        _end = new SingleEnd(EndOnceAsync);
        Sampling = new SpanSampling(new AlwaysOffSampler());
    }

    /// <summary>Begins to listen.</summary>
    /// <param name="builder">Says to what, and what becomes of it.</param>
    /// <param name="resource">What the spans come from.</param>
    /// <param name="outputs">Come after the builder's processors.</param>
    internal SdkTracerProvider(TracingBuilder builder, ResourceResolution resource, IReadOnlyList<SpanProcessor> outputs)
    {
        _processors = [.. builder.Processors, .. outputs];
        _end = new SingleEnd(EndOnceAsync);
        Sampling = new SpanSampling(builder.Sampler ?? SamplerVariables.Read(resource, out _ownSampler));
        var limiter = builder.Limits.WithVariables();
        if (builder.TraceIds is { } generator)
            _traceIds = InstalledTraceIds.Install(generator);
        if (_processors.Length > 0)
            _listener = new SpanListener(builder.Sources, builder.LegacyOperations, Sampling, limiter, _processors);
    }

    internal SpanSampling Sampling { get; }

    internal IEnumerable<ExporterHealth> Health => _processors.Select(static p => Exporting(p)?.Health).OfType<ExporterHealth>();

    /// <summary>Waits until every span that has ended is exported.</summary>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for without limit.</param>
    /// <returns>Whether it was in time.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite, or above <see
    /// cref="int.MaxValue"/> milliseconds.</exception>
    public Task<bool> ForceFlushAsync(TimeSpan timeout) => Background.InTimeAsync("flushing spans", FlushAsync, timeout);

    /// <summary>
    /// Records no more spans, and exports what is left; metrics go on. Tracers record nothing from then on. A second call waits for the first.
    /// </summary>
    /// <param name="timeout">How long at most; what is not exported then is dropped and counted. <see cref="Timeout.InfiniteTimeSpan"/> for without
    /// limit.</param>
    /// <returns>Whether it was in time.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite, or above <see
    /// cref="int.MaxValue"/> milliseconds.</exception>
    public Task<bool> ShutdownAsync(TimeSpan timeout) => Background.InTimeAsync(Ending, EndAsync, timeout);

    /// <summary>Exports what has ended.</summary>
    internal Task FlushAsync(CancellationToken cancellation) =>
        _end.Begun ?? EachAsync("flushing", static (processor, end) => processor.ForceFlushAsync(end), cancellation);

    /// <summary>Ends it, the first time that it is called. Whoever waits for it no longer has what is left dropped.</summary>
    internal Task EndAsync(CancellationToken cancellation) => _end.EndAsync(cancellation);

    /// <summary>Shuts down, within five seconds; an exporter or an error handler that calls this does not wait. Never throws.</summary>
    /// <param name="disposing">Whether it is disposed, and not collected.</param>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            var ending = Background.RunInTimeAsync(Ending, EndAsync, DisposeLimit);
            if (!SuppressedTracing.IsOn)
                ending.Wait(DisposeLimit);
        }

        base.Dispose(disposing);
    }

    private Task EndOnceAsync(CancellationToken cancellation)
    {
        _listener?.Dispose();
        _traceIds?.Dispose();
        base.Dispose(true);
        return Task.WhenAll(
            EachAsync("shutting down", static (processor, end) => processor.ShutdownAsync(end), cancellation),
            Background.RunBoundedAsync("disposing the sampler", DisposeSampler, SamplerLimit));
    }

    private static SpanExportProcessor? Exporting(SpanProcessor processor) =>
        processor is LocalTraceFilter filter ? Exporting(filter.Next) : processor as SpanExportProcessor;

    // Each by itself, so that one that blocks costs the others nothing. Consoles at once: what they hand on is still to be written.
    private Task EachAsync(string doing, Func<SpanProcessor, CancellationToken, Task> step, CancellationToken cancellation) =>
        Task.WhenAll(Array.ConvertAll(_processors, p => p is LocalTraceCollector
            ? step(p, cancellation)
            : Background.RunGuardedAsync($"{doing} the span processor {p.GetType()}", end => step(p, end), cancellation)));

    private Task DisposeSampler()
    {
        _ownSampler?.Dispose();
        (Sampling.Sampler as IDisposable)?.Dispose();
        return Task.CompletedTask;
    }
}
