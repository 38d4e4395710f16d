using System.Diagnostics;
using System.Globalization;
using Instrumentation.Diagnostics;

namespace Instrumentation.Metrics;

/// <summary>
/// Asks for metrics, when it sees fit: the base of all readers. Each has its own temporality and limits, and its own memory of what it has read; measurements
/// are stored once for all of them. Specification: Metrics SDK, MetricReader.
/// </summary>
public abstract class MetricReader
{
    private MetricCollector? _collector;
    private int _index;
    private int _isClaimed;

    /// <summary>A reader.</summary>
    /// <param name="options">What it wants of metrics; null for the defaults.</param>
    protected MetricReader(MetricReaderOptions? options = null) => Options = (options ?? new()).Clone();

    internal MetricReaderOptions Options { get; }

    internal KeyValuePair<string, object?>[] ComponentTags { get; private set; } = [];

    /// <summary>What it is by the semantic conventions: <c>otel.component.type</c>.</summary>
    private protected virtual string ComponentType => GetType().FullName ?? GetType().Name;

    /// <summary>Asks observable instruments, and returns what there is to tell since the last time, or as a total.</summary>
    /// <returns>The metrics that have points; none before telemetry has started and after it has ended.</returns>
    protected IReadOnlyList<Metric> CollectMetrics()
    {
        if (_collector is not { } collector)
            return [];

        var start = Stopwatch.GetTimestamp();
        var metrics = collector.Collect(_index);
        SdkMetrics.Collected(this, Stopwatch.GetElapsedTime(start));
        return metrics;
    }

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

    /// <summary>Takes readers for one telemetry: all, or none.</summary>
    /// <exception cref="InvalidOperationException">One is taken already.</exception>
    internal static void Claim(IReadOnlyList<MetricReader> readers)
    {
        for (var i = 0; i < readers.Count; i++)
        {
            if (Interlocked.Exchange(ref readers[i]._isClaimed, 1) == 0)
                continue;

            var taken = readers[i].GetType();
            while (--i >= 0)
                readers[i]._isClaimed = 0;
            throw new InvalidOperationException($"The metric reader {taken} is in use already; each telemetry needs its own.");
        }
    }

    internal void Start(MetricCollector collector, int index)
    {
        _index = index;
        Volatile.Write(ref _collector, collector);
        ComponentTags = TagsOf(ComponentType);
        OnStarted();
    }

    private protected KeyValuePair<string, object?>[] TagsOf(string type) =>
        [new("otel.component.type", type), new("otel.component.name", string.Create(CultureInfo.InvariantCulture, $"{type}/{_index}"))];
}
