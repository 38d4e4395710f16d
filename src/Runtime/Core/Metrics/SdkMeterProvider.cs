using System.Diagnostics.CodeAnalysis;
using Instrumentation.Configuration;
using Instrumentation.Diagnostics;
using Instrumentation.Tracing;
using OpenTelemetry.Metrics;

namespace Instrumentation.Metrics;

/// <summary>Telemetry's metrics, as code that was written for OpenTelemetry's API knows them. Specification: Metrics SDK, MeterProvider.</summary>
public sealed class SdkMeterProvider : MeterProvider
{
    private const string Ending = "shutting down the meter provider";

    private readonly SingleEnd _end;
    private readonly MetricReader[] _readers;

    [SuppressMessage("Usage", "CA2213", Justification = "Ending disposes it.")]
    private readonly MetricCollector? _collector;

    /// <summary>One that records nothing: telemetry is disabled.</summary>
    internal SdkMeterProvider()
    {
        _readers = [];
        _end = new SingleEnd(EndOnceAsync);
    }

    /// <summary>Begins to record.</summary>
    /// <param name="builder">Says what, and what becomes of it.</param>
    /// <param name="outputs">Come after the builder's readers.</param>
    internal SdkMeterProvider(MetricsBuilder builder, IReadOnlyList<MetricReader> outputs)
    {
        _end = new SingleEnd(EndOnceAsync);
        _readers = [.. builder.Readers, .. outputs];
        Exporting = [.. _readers.OfType<PeriodicReader>().Where(static reader => !reader.IsConsole)];
        if (_readers.Length == 0)
            return;

        if (builder.Meters.Matches(SdkMetrics.MeterName))
            _ = SdkMetrics.Instruments;
        _collector = new MetricCollector(builder.Meters, builder.Views, _readers, builder.Exemplars ?? MetricVariables.Exemplars);
    }

    internal IEnumerable<ExporterHealth> Health => Exporting.Select(static reader => reader.Health);

    /// <summary>Ends when it has been ended and all has been collected; what was may still be on its way.</summary>
    internal Task LastCollection => Task.WhenAll(_readers.OfType<PeriodicReader>().Select(static reader => reader.LastRead));

    private PeriodicReader[] Exporting { get; } = [];

    /// <summary>Has all readers that export collect, and waits until what they found is exported.</summary>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for without limit.</param>
    /// <returns>Whether it was in time.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite, or above <see
    /// cref="int.MaxValue"/> milliseconds.</exception>
    public Task<bool> ForceFlushAsync(TimeSpan timeout) => Background.InTimeAsync("flushing metrics", FlushAsync, timeout);

    /// <summary>Collects and exports for the last time, and records no more; spans go on. A second call waits for the first.</summary>
    /// <param name="timeout">How long at most; what is not exported then is dropped and counted. <see cref="Timeout.InfiniteTimeSpan"/> for without
    /// limit.</param>
    /// <returns>Whether it was in time.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite, or above <see
    /// cref="int.MaxValue"/> milliseconds.</exception>
    public Task<bool> ShutdownAsync(TimeSpan timeout) => Background.InTimeAsync(Ending, EndAsync, timeout);

    internal Task FlushAsync(CancellationToken cancellation) =>
        _end.Begun ?? EachAsync("flushing", static (reader, end) => reader.ForceFlushAsync(end), cancellation);

    /// <summary>Ends it, the first time that it is called.</summary>
    internal Task EndAsync(CancellationToken cancellation) => _end.EndAsync(cancellation);

    /// <summary>Shuts down, within five seconds; an exporter or an error handler that calls this does not wait. Never throws.</summary>
    /// <param name="disposing">Whether it is disposed, and not collected.</param>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            var ending = Background.RunInTimeAsync(Ending, EndAsync, SdkTracerProvider.DisposeLimit);
            if (!SuppressedTracing.IsOn)
                ending.Wait(SdkTracerProvider.DisposeLimit);
        }

        base.Dispose(disposing);
    }

    private async Task EndOnceAsync(CancellationToken cancellation)
    {
        await EachAsync("shutting down", static (reader, end) => reader.ShutdownAsync(end), cancellation).WaitAsync(cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _collector?.Dispose();
    }

    // Each by itself, so that one that blocks costs the others nothing.
    private Task EachAsync(string doing, Func<MetricReader, CancellationToken, Task> step, CancellationToken cancellation) => Task.WhenAll(Array.ConvertAll(
        _readers, r => Background.RunGuardedAsync($"{doing} the metric reader {r.GetType()}", end => step(r, end), cancellation)));
}
