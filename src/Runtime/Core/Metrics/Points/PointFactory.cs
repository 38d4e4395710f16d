using Instrumentation.Metrics.Streams;

namespace Instrumentation.Metrics.Points;

/// <summary>Makes the points of one stream.</summary>
/// <param name="aggregation">What they do; not <see cref="AggregationKind.Default"/> nor <see cref="AggregationKind.Drop"/>.</param>
/// <param name="instrument">Whose they are.</param>
/// <param name="readers">Their readers.</param>
internal sealed class PointFactory(Aggregation aggregation, InstrumentInfo instrument, ReaderState[] readers)
{
    // Who wants totals needs no memory.
    private readonly int _differences = Array.Exists(readers, static r => r.Temporality == Temporality.Delta) ? readers.Length : 0;

    public bool IsWhole => instrument.IsWhole;

    /// <summary>Whether each is one cell of a sum.</summary>
    public bool IsSum => aggregation.Kind == AggregationKind.Sum && !IsObserved;

    /// <summary>
    /// Whether each holds what was observed last. That is a total or a value already; only a histogram looks at an observation as at a measurement.
    /// </summary>
    public bool IsObserved { get; } = instrument.IsObservable && aggregation.Kind is AggregationKind.Sum or AggregationKind.LastValue;

    public Point Create(TagSet tags, long now)
    {
        if (IsObserved)
            return new ObservedPoint(tags, now, instrument.IsWhole, aggregation.Kind == AggregationKind.Sum);

        return aggregation.Kind switch
        {
            AggregationKind.Sum => new SumPoint(tags, now, instrument.IsWhole, _differences),
            AggregationKind.LastValue => new LastValuePoint(tags, now, instrument.IsWhole, readers.Length),
            _ => new HistogramPoint(tags, now, aggregation.Bounds!, aggregation.RecordMinMax, readers.Length),
        };
    }
}
