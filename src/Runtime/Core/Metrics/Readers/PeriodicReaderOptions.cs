namespace Instrumentation.Metrics;

/// <summary>When a periodic reader collects, and what it wants of metrics.</summary>
public sealed class PeriodicReaderOptions
{
    private TimeSpan? _interval;
    private TimeSpan? _timeout;
    private int? _maxExportBatchSize;

    /// <summary>
    /// How long it waits between collections; null for <c>OTEL_METRIC_EXPORT_INTERVAL</c>, or else 60 seconds. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>: it
    /// collects when it is flushed, and at the end.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public TimeSpan? Interval
    {
        get => _interval;
        set => _interval = value == System.Threading.Timeout.InfiniteTimeSpan ? value : Above0(value);
    }

    /// <summary>How long one export may take; null for <c>OTEL_METRIC_EXPORT_TIMEOUT</c>, or else 30 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public TimeSpan? Timeout
    {
        get => _timeout;
        set => _timeout = Above0(value);
    }

    /// <summary>How many points one export may have; more are split, in order, and never put together with another collection's. Null: all go at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? MaxExportBatchSize
    {
        get => _maxExportBatchSize;
        set
        {
            if (value is { } size)
                ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
            _maxExportBatchSize = value;
        }
    }

    /// <summary>What it wants of metrics.</summary>
    public MetricReaderOptions Reader { get; } = new();

    private static TimeSpan? Above0(TimeSpan? duration)
    {
        if (duration is { } time)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(duration));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromMilliseconds(int.MaxValue), nameof(duration));
        }

        return duration;
    }
}
