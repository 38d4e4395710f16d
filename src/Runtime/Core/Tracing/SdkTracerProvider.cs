using System.Diagnostics.CodeAnalysis;
using Instrumentation.Configuration;
using Instrumentation.Diagnostics;
using Instrumentation.Export.ConsoleOutput;
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
    /// <summary>How long disposing takes at most.</summary>
    internal static readonly TimeSpan DisposeLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan SamplerLimit = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly SpanProcessor[] _processors;

    [SuppressMessage("Usage", "CA2213", Justification = "Ending disposes it.")]
    private readonly SpanListener? _listener;

    [SuppressMessage("Usage", "CA2213", Justification = "Ending disposes it, within a limit.")]
    private readonly IDisposable? _ownSampler;
    private Task? _ending;

    /// <summary>One that records nothing: telemetry is disabled.</summary>
    internal SdkTracerProvider()
    {
        _processors = [];
        Sampling = new SpanSampling(new AlwaysOffSampler());
    }

    /// <summary>Begins to listen.</summary>
    /// <param name="builder">Says to what, and what becomes of it.</param>
    /// <param name="consoles">Come after the builder's processors.</param>
    internal SdkTracerProvider(TracingBuilder builder, IEnumerable<LocalTraceCollector> consoles)
    {
        _processors = [.. builder.Processors, .. consoles];
        Sampling = new SpanSampling(builder.Sampler ?? SamplerVariables.Read(out _ownSampler));
        if (_processors.Length > 0)
            _listener = new SpanListener(builder.Sources, builder.LegacyOperations, Sampling, builder.Limits.WithVariables(), _processors);
    }

    internal SpanSampling Sampling { get; }

    internal IEnumerable<ExporterHealth> Health => _processors.OfType<SpanExportProcessor>().Select(static p => p.Health);

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
    public Task<bool> ShutdownAsync(TimeSpan timeout) => Background.InTimeAsync("shutting down the tracer provider", EndAsync, timeout);

    /// <summary>Exports what has ended.</summary>
    internal Task FlushAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_ending is not null)
                return _ending;
        }

        return EachAsync("flushing", processor => processor.ForceFlushAsync(cancellation), cancellation);
    }

    /// <summary>Ends it, the first time that it is called.</summary>
    internal Task EndAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return _ending ??= EndOnceAsync(cancellation);
    }

    /// <summary>Shuts down, within five seconds; an exporter or an error handler that calls this does not wait. Never throws.</summary>
    /// <param name="disposing">Whether it is disposed, and not collected.</param>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            var ending = Background.RunBoundedAsync("shutting down the tracer provider", () => EndAsync(CancellationToken.None), DisposeLimit);
            if (!SuppressedTracing.IsOn)
                ending.Wait(DisposeLimit);
        }

        base.Dispose(disposing);
    }

    private Task EndOnceAsync(CancellationToken cancellation)
    {
        _listener?.Dispose();
        base.Dispose(true);
        return Task.WhenAll(
            EachAsync("shutting down", processor => processor.ShutdownAsync(cancellation), cancellation),
            Background.RunBoundedAsync("disposing the sampler", DisposeSampler, SamplerLimit));
    }

    // Each by itself, so that one that blocks costs the others nothing. Consoles at once: what they hand on is still to be written.
    private Task EachAsync(string doing, Func<SpanProcessor, Task> step, CancellationToken cancellation) => Task.WhenAll(Array.ConvertAll(_processors, p =>
        p is LocalTraceCollector ? step(p) : Background.RunGuardedAsync($"{doing} the span processor {p.GetType()}", () => step(p), cancellation)));

    private Task DisposeSampler()
    {
        _ownSampler?.Dispose();
        (Sampling.Sampler as IDisposable)?.Dispose();
        return Task.CompletedTask;
    }
}
