namespace Instrumentation.Metrics;

/// <summary>The state of one series. Its stream's lock guards it.</summary>
internal abstract class Series
{
    public abstract void Record(MetricNumber value);

    public abstract MetricPoint Snapshot(TagSet tags);
}

/// <summary>Adds up.</summary>
internal sealed class SumSeries : Series
{
    private MetricNumber? _sum;

    public override void Record(MetricNumber value) => _sum = _sum?.Plus(value) ?? value;

    public override MetricPoint Snapshot(TagSet tags) => new(tags, _sum.GetValueOrDefault(), null);
}

/// <summary>Keeps the last.</summary>
internal sealed class LastValueSeries : Series
{
    private MetricNumber _last;

    public override void Record(MetricNumber value) => _last = value;

    public override MetricPoint Snapshot(TagSet tags) => new(tags, _last, null);
}

/// <summary>Counts by buckets, whose upper bounds are inclusive.</summary>
internal sealed class HistogramSeries(double[] bounds) : Series
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private long _count;
    private double _sum;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;

    public override void Record(MetricNumber value)
    {
        var number = value.AsReal;
        var index = Array.BinarySearch(bounds, number);
        _counts[index < 0 ? ~index : index]++;
        _count++;
        _sum += number;
        _min = Math.Min(_min, number);
        _max = Math.Max(_max, number);
    }

    public override MetricPoint Snapshot(TagSet tags) =>
        new(tags, default, new HistogramPoint(_count, _sum, _min, _max, bounds, (long[])_counts.Clone()));
}
