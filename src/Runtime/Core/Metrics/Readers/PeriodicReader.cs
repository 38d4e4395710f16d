using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Instrumentation.Configuration;
using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Tracing;

namespace Instrumentation.Metrics;

/// <summary>
/// Collects on an interval, when it is flushed and at the end, and exports what it finds: never twice at once, and no export longer than its time-out.
/// Specification: Metrics SDK, Periodic exporting MetricReader.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Shutting it down is its end; nothing waits for what it owns then.")]
public sealed class PeriodicReader : MetricReader
{
    private readonly IExporter<Metric> _exporter;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _timeout;
    private readonly int _maxBatch;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly ExportCounts _counts = new();
    private Task _exporting = Task.CompletedTask;
    private int _isShutDown;
    private int _inFlight;

    /// <summary>A reader that exports.</summary>
    /// <param name="exporter">Where to; telemetry disposes it at its end.</param>
    /// <param name="options">When, and what; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="exporter"/> is null.</exception>
    public PeriodicReader(IExporter<Metric> exporter, PeriodicReaderOptions? options = null)
        : base(options?.Reader)
    {
        ArgumentNullException.ThrowIfNull(exporter);
        _exporter = exporter;
        _interval = options?.Interval ?? MetricVariables.Interval;
        _timeout = options?.Timeout ?? MetricVariables.Timeout;
        _maxBatch = options?.MaxExportBatchSize ?? int.MaxValue;
    }

    /// <summary>How exporting is doing; what it counts are points.</summary>
    public ExporterHealth Health => _counts.ToHealth(_exporter.GetType().Name);

    internal int InFlight => Volatile.Read(ref _inFlight);

    internal KeyValuePair<string, object?>[] ExporterTags => TagsOf(_exporter.GetType().FullName ?? _exporter.GetType().Name);

    /// <inheritdoc/>
    public override Task ForceFlushAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public override async Task ShutdownAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isShutDown, 1) != 0)
            return;

        SdkMetrics.Remove(this);
        await _end.CancelAsync().ConfigureAwait(false);
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        await ExporterEnd.DisposeAsync(_exporter).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void OnStarted()
    {
        SdkMetrics.Add(this);
        if (_interval != Timeout.InfiniteTimeSpan)
            _ = Background.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(_interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false))
                await ReadAsync(_end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The end; what is left is read by who ends it.
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            foreach (var batch in Split(CollectMetrics()))
                await ExportAsync(batch, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Faults.Report("collecting metrics", fault);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ExportAsync(List<Metric> metrics, CancellationToken cancellation)
    {
        var points = metrics.Sum(static metric => metric.Points.Count);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeout);
        var start = Stopwatch.GetTimestamp();
        DropReason? failure = null;
        Interlocked.Add(ref _inFlight, points);
        try
        {
            // One that was given up may still be on its way; it is never called twice at once.
            await _exporting.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            limit.Token.ThrowIfCancellationRequested();

            // On another thread: one that blocks would block who flushes.
            var batch = new Batch<Metric>([.. metrics]);
            var result = await Begin(batch, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
            if (result == ExportResult.Success)
                _counts.AddExported(points);
            else
                failure = Drop(points, DropReason.ExportFailed, "the exporter said that it failed");
        }
        catch (OperationCanceledException)
        {
            failure = Drop(points, cancellation.IsCancellationRequested ? DropReason.ShutDown : DropReason.ExportTimedOut, "an export took too long");
        }
        catch (Exception fault)
        {
            Faults.Report($"exporting metrics to {_exporter.GetType()}", fault);
            failure = Drop(points, DropReason.ExportFailed, $"the exporter threw {fault.GetType()}");
        }
        finally
        {
            Interlocked.Add(ref _inFlight, -points);
            SdkMetrics.Exported(ExporterTags, Stopwatch.GetElapsedTime(start), failure);
        }
    }

    private Task<ExportResult> Begin(Batch<Metric> batch, CancellationToken cancellation)
    {
        var export = Task.Run(RunAsync, CancellationToken.None);
        _exporting = export;
        return export;

        async Task<ExportResult> RunAsync()
        {
            SuppressedTracing.Begin();
            return await _exporter.ExportAsync(batch, cancellation).ConfigureAwait(false);
        }
    }

    private DropReason Drop(int points, DropReason reason, string what)
    {
        _counts.AddDropped(reason, points);
        _counts.Fail(what);
        return reason;
    }

    private IEnumerable<List<Metric>> Split(IReadOnlyList<Metric> metrics)
    {
        var batch = new List<Metric>();
        var room = _maxBatch;
        foreach (var metric in metrics)
        {
            for (var start = 0; start < metric.Points.Count;)
            {
                var count = Math.Min(room, metric.Points.Count - start);
                batch.Add(count == metric.Points.Count ? metric : metric.Part(start, count));
                start += count;
                room -= count;
                if (room > 0)
                    continue;

                yield return batch;
                (batch, room) = ([], _maxBatch);
            }
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
