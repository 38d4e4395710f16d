using Instrumentation.Metrics.Exponential;
using Instrumentation.Metrics.Streams;

namespace Instrumentation.Metrics.Points;

/// <summary>
/// Counts by buckets that grow with the range of what is measured. Readers of totals share it; one of differences has its own, which begins anew, and
/// as fine as can be, with each collection.
/// </summary>
internal sealed class ExponentialPoint(TagSet tags, long start, Aggregation aggregation) : CollectedPoint(tags, start)
{
    private readonly Striped<ExponentialCell> _cells = new(() => new ExponentialCell(aggregation.MaxSize, aggregation.MaxScale));

    public override bool IsIdle => _cells.All.All(static cell => cell.IsEmpty);

    public override void Record(long value) => Record((double)value);

    public override void Record(double value) => _cells.Own.Record(value);

    public override bool TryCollect(ReaderState reader, long now, out MetricPoint point)
    {
        var total = new ExponentialHistogram(aggregation.MaxSize, aggregation.MaxScale);
        var (sum, min, max) = (0.0, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var cell in _cells.All)
            cell.AddTo(total, ref sum, ref min, ref max, forgets: reader.Temporality == Temporality.Delta);
        if (total.Count == 0)
        {
            point = default;
            return false;
        }

        if (!aggregation.RecordMinMax)
            (min, max) = (double.NaN, double.NaN);
        var data = new ExponentialHistogramData(
            total.Scale, total.ZeroCount, total.Positive.Offset, Counts(total.Positive), total.Negative.Offset, Counts(total.Negative), sum, min, max);
        point = new MetricPoint(Tags, StartFor(reader), now, 0, data, TakeExemplars(reader.Index));
        return true;
    }

    private static long[] Counts(ExponentialBuckets buckets)
    {
        var counts = new long[buckets.Size];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = buckets.Count(buckets.Offset + i);
        return counts;
    }
}
