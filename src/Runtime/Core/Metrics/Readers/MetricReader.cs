namespace Instrumentation.Metrics;

/// <summary>
/// Asks for metrics, when it sees fit: the base of all readers. Each has its own temporality and limits, and its own memory of what it has read; measurements
/// are stored once for all of them. Specification: Metrics SDK, MetricReader.
/// </summary>
public abstract class MetricReader
{
    private MetricCollector? _collector;
    private int _index;

    /// <summary>A reader.</summary>
    /// <param name="options">What it wants of metrics; null for the defaults.</param>
    protected MetricReader(MetricReaderOptions? options = null) => Options = (options ?? new()).Clone();

    internal MetricReaderOptions Options { get; }

    /// <summary>Asks observable instruments, and returns what there is to tell since the last time, or as a total.</summary>
    /// <returns>The metrics that have points; none before telemetry has started and after it has ended.</returns>
    protected IReadOnlyList<Metric> CollectMetrics() => _collector?.Collect(_index) ?? [];

    /// <summary>Reads and hands on what there is. Must end soon after it is cancelled.</summary>
    /// <param name="cancellationToken">Is cancelled when its time is over.</param>
    /// <returns>When it is done.</returns>
    public virtual Task ForceFlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Reads and hands on what there is, for the last time.</summary>
    /// <param name="cancellationToken">Is cancelled when its time is over.</param>
    /// <returns>When it is done.</returns>
    public virtual Task ShutdownAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Is called when telemetry starts, once.</summary>
    protected virtual void OnStarted()
    {
    }

    internal void Start(MetricCollector collector, int index)
    {
        if (Interlocked.CompareExchange(ref _collector, collector, null) is not null)
            throw new InvalidOperationException($"The metric reader {GetType()} is in use already; each needs its own.");

        _index = index;
        OnStarted();
    }
}
