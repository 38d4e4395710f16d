using System.Diagnostics.CodeAnalysis;
using Instrumentation.Configuration;
using Instrumentation.Diagnostics;
using Instrumentation.Export;

namespace Instrumentation.Metrics;

/// <summary>
/// Collects on an interval, when it is flushed and at the end, and exports what it finds: never twice at once, and no export longer than its time-out.
/// Specification: Metrics SDK, Periodic exporting MetricReader.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Shutting it down is its end; nothing waits for what it owns then.")]
public sealed class PeriodicReader : MetricReader
{
    private readonly GuardedExporter<Metric> _exporter;
    private readonly TimeSpan _interval;
    private readonly int _maxBatch;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _lastRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isShutDown;

    /// <summary>A reader that exports.</summary>
    /// <param name="exporter">Where to; telemetry disposes it at its end.</param>
    /// <param name="options">When, and what; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="exporter"/> is null.</exception>
    public PeriodicReader(IExporter<Metric> exporter, PeriodicReaderOptions? options = null)
        : base(options?.Reader)
    {
        ArgumentNullException.ThrowIfNull(exporter);
        _exporter = new GuardedExporter<Metric>(
            exporter, options?.Timeout ?? MetricVariables.Timeout, (duration, failure) => SdkMetrics.Exported(ExporterTags, duration, failure));
        _interval = options?.Interval ?? MetricVariables.Interval;
        _maxBatch = options?.MaxExportBatchSize ?? int.MaxValue;
    }

    /// <summary>How exporting is doing; what it counts are points.</summary>
    public ExporterHealth Health => _exporter.Health();

    /// <summary>Ends when it has been shut down and has read for the last time; what it read may still be on its way.</summary>
    internal Task LastRead => _lastRead.Task;

    /// <summary>Whether it writes for people to read.</summary>
    internal bool IsConsole { get; init; }

    internal int InFlight => _exporter.InFlight;

    private protected override string ComponentType => "periodic_metric_reader";

    internal KeyValuePair<string, object?>[] ExporterTags => TagsOf(_exporter.ComponentType);

    /// <inheritdoc/>
    public override async Task ForceFlushAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        await _exporter.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task ShutdownAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isShutDown, 1) != 0)
            return;

        SdkMetrics.Remove(this);
        await _end.CancelAsync().ConfigureAwait(false);
        try
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _lastRead.SetResult();
        }

        await _exporter.EndAsync(cancellationToken).ConfigureAwait(false);
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
                await _exporter.ExportAsync(new Batch<Metric>([.. batch]), batch.Sum(static metric => metric.Points.Count), cancellation).ConfigureAwait(false);
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
