namespace Instrumentation.Metrics;

/// <summary>The series of one instrument, one for each tag set, up to a limit; what is beyond it goes to one overflow point.</summary>
internal sealed class MetricStream(StreamIdentity identity, double[] bounds)
{
    /// <summary>The specification's limit of series an instrument.</summary>
    public const int SeriesLimit = 2_000;

    private readonly object _gate = new();
    private readonly Dictionary<TagSet, Series> _series = [];
    private Series? _overflow;
    private int _instruments;

    public StreamIdentity Identity { get; } = identity;

    /// <summary>Whether an instrument still feeds it.</summary>
    public bool IsFed => Volatile.Read(ref _instruments) > 0;

    public void AddInstrument() => Interlocked.Increment(ref _instruments);

    public void RemoveInstrument() => Interlocked.Decrement(ref _instruments);

    public void Record(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => Record(MetricNumber.Of(value), tags);

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // One NaN in a sum would be all that is ever seen of it.
        if (double.IsFinite(value))
            Record(MetricNumber.Of(value), tags);
    }

    /// <summary>Forgets what observable instruments said last time: only what they say now is reported.</summary>
    public void BeginObservation()
    {
        if (!Identity.IsObserved)
            return;

        lock (_gate)
        {
            _series.Clear();
            _overflow = null;
        }
    }

    public MetricSnapshot Snapshot()
    {
        lock (_gate)
        {
            var points = _series.Select(static series => series.Value.Snapshot(series.Key)).ToList();
            if (_overflow is not null)
                points.Add(_overflow.Snapshot(TagSet.Overflow));
            return new(Identity, points);
        }
    }

    private void Record(MetricNumber value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = TagSet.Of(tags);
        lock (_gate)
        {
            if (!_series.TryGetValue(key, out var series))
            {
                series = _series.Count < SeriesLimit
                    ? _series[key] = NewSeries(Identity.Aggregation)
                    : _overflow ??= NewSeries(OverflowAggregation);
            }

            series.Record(value);
        }
    }

    // Totals that are observed apart are one total in the overflow point.
    private Aggregation OverflowAggregation =>
        Identity.Aggregation == Aggregation.ObservedSum ? Aggregation.Sum : Identity.Aggregation;

    private Series NewSeries(Aggregation aggregation) => aggregation switch
    {
        Aggregation.Sum => new SumSeries(),
        Aggregation.Histogram => new HistogramSeries(bounds),
        _ => new LastValueSeries(),
    };
}
