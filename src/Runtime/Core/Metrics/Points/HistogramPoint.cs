using Instrumentation.Metrics.Streams;

namespace Instrumentation.Metrics.Points;

/// <summary>Counts by buckets. It is cumulative but for the smallest and the largest measurement, which each reader of deltas has for itself.</summary>
internal sealed class HistogramPoint : CollectedPoint
{
    private readonly double[] _bounds;
    private readonly bool _keepsExtremes;
    private readonly Striped<HistogramCell> _cells;
    private readonly (long[]? Counts, double Sum)[] _last;

    public HistogramPoint(TagSet tags, long start, double[] bounds, bool keepsExtremes, int readers)
        : base(tags, start)
    {
        _bounds = bounds;
        _keepsExtremes = keepsExtremes;
        _last = new (long[]? Counts, double Sum)[readers];
        _cells = new(() => new HistogramCell(bounds.Length + 1, keepsExtremes ? readers : 0));
    }

    public override bool IsIdle
    {
        get
        {
            var count = Count(Read(period: -1, isEnd: false, out _, out _));
            return Array.TrueForAll(_last, last => last.Counts is { } counts && Count(counts) == count);
        }
    }

    public override void Record(long value) => Record((double)value);

    public override void Record(double value) => _cells.Own.Record(BucketSearch.Of(_bounds, value), value);

    public override bool TryCollect(ReaderState reader, long now, out MetricPoint point)
    {
        var isDelta = reader.Temporality == Temporality.Delta;
        var counts = Read(_keepsExtremes ? reader.Index : -1, isDelta, out var sum, out var extremes);
        if (isDelta)
        {
            var last = _last[reader.Index];
            _last[reader.Index] = (counts, sum);
            if (last.Counts is not null)
            {
                counts = Array.ConvertAll(counts, static count => count);
                for (var i = 0; i < counts.Length; i++)
                    counts[i] -= last.Counts[i];
                sum -= last.Sum;
            }

            if (Count(counts) == 0)
            {
                point = default;
                return false;
            }
        }

        var (min, max) = _keepsExtremes ? extremes : (double.NaN, double.NaN);
        point = new MetricPoint(Tags, StartFor(reader), now, 0, new HistogramData(_bounds, counts, sum, min, max), TakeExemplars(reader.Index));
        return true;
    }

    private static long Count(long[] counts)
    {
        var total = 0L;
        foreach (var count in counts)
            total += count;
        return total;
    }

    private long[] Read(int period, bool isEnd, out double sum, out (double Min, double Max) extremes)
    {
        var counts = new long[_bounds.Length + 1];
        sum = 0;
        extremes = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var cell in _cells.All)
            cell.AddTo(counts, ref sum, ref extremes, period, isEnd);
        return counts;
    }
}
