using Instrumentation.Export.Delivery;
using Instrumentation.Metrics;
using Instrumentation.Resources;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>
/// Makes requests of remote-write of what was collected: as many as it takes, so that none is large. Families, names and labels are those of the page.
/// Used by one thread at a time.
/// </summary>
internal sealed class RemoteWriteEncoder
{
    // Requests are compressed and sent as a whole: series with very long labels make smaller ones.
    private const int MaxSize = 1 << 20;

    private static readonly WrittenMetadata Target = new(WrittenType.Info, "Target metadata", "");

    private readonly int _maxSamples;
    private readonly FamilyPlan _plan;
    private readonly WriteRequestV1 _v1;
    private readonly WriteRequestV2 _v2;
    private readonly SeriesSeen _seen = new();
    private readonly Dictionary<double, string> _bounds = new() { [double.PositiveInfinity] = "+Inf" };
    private readonly List<Exemplar> _exemplars = [];
    private IReadOnlyList<Family> _planned = [];
    private WrittenFamily[] _families = [];
    private long _time;

    /// <param name="options">What is said of metrics.</param>
    /// <param name="maxSamples">How many samples a request has at most.</param>
    public RemoteWriteEncoder(PrometheusExporterOptions options, int maxSamples)
    {
        _maxSamples = maxSamples;
        _plan = new(options, new WrittenLabelStyle(options), NameEscaping.AllowUtf8, LabelForm.Write, new(StringComparer.Ordinal));
        (_v1, _v2) = (new(_plan.Style), new(_plan.Style));
    }

    /// <summary>Makes requests, each when it is asked for.</summary>
    /// <param name="resource">What the metrics come from.</param>
    /// <param name="metrics">All that was collected at one time.</param>
    /// <param name="isV1">Whether they are to be of the first version.</param>
    public IEnumerable<Parcel> Encode(Resource resource, IReadOnlyList<Metric> metrics, bool isV1)
    {
        _plan.Refresh(metrics, resource);
        if (_planned != _plan.Families)
            (_planned, _families) = (_plan.Families, [.. _plan.Families.Select(static family => new WrittenFamily(family))]);

        // A receiver takes what is newer alone. Two readings may be less than a millisecond apart, and clocks are set back.
        _time = Math.Max(_time + 1, WrittenSeries.Milliseconds(metrics[0].PointList[0].TimeUnixNano));
        WriteRequest request = isV1 ? _v1 : _v2;
        request.Begin();
        try
        {
            if (_plan.TargetLabels is { } labels)
                request.Add(new(Target, FamilyPlan.Target + "_info", labels, Start: 0, _time), 1, []);

            foreach (var family in _families)
            {
                _seen.Begin(family.Family.Metrics.Sum(member => metrics[member.Place].PointList.Count));
                foreach (var (place, series) in family.Family.Metrics)
                {
                    var points = metrics[place].PointList;
                    series.Begin(points.Count);
                    for (var i = 0; i < points.Count; i++)
                    {
                        if (IsFull(request, points[i]))
                        {
                            yield return request.Pack();
                            request.Restart();
                        }

                        Add(request, family, metrics[place].Description, points[i], series.Of(points[i].Tags, i));
                    }
                }
            }

            if (request.Samples > 0)
                yield return request.Pack();
        }
        finally
        {
            _seen.End();
            request.End();
        }
    }

    private bool IsFull(WriteRequest request, in MetricPoint point) =>
        request.Samples > 0
        && (request.Size > MaxSize || request.Samples + (point.Histogram is { } histogram ? histogram.BucketCounts.Length + 2 : 1) > _maxSamples);

    private void Add(WriteRequest request, WrittenFamily family, MetricDescription metric, in MetricPoint point, SeriesLabels labels)
    {
        if (!_plan.Takes(family.Family, metric, point, labels, _seen))
            return;

        var isCounted = family.Family.Type != FamilyType.Gauge;
        var start = isCounted ? WrittenSeries.Milliseconds(point.StartTimeUnixNano) : 0;
        var series = new WrittenSeries(family.Metadata, family.Family.Name.Whole, labels.Bytes, start, _time);
        var exemplars = isCounted ? point.ExemplarItems : [];
        if (point.Histogram is { } histogram)
            AddHistogram(request, family, series, histogram, exemplars);
        else if (point.ExponentialHistogram is not { } exponential)
            request.Add(series, metric.IsWhole ? point.WholeValue : point.RealValue, InOrder(exemplars, double.NegativeInfinity, double.PositiveInfinity));
        else if (NativeHistogram.Has(exponential.Scale))
            request.Add(series, exponential, InOrder(exemplars, double.NegativeInfinity, double.PositiveInfinity));
        else
            AddHistogram(request, family, series, exponential.ToHistogram(), exemplars);
    }

    private void AddHistogram(
        WriteRequest request, WrittenFamily family, in WrittenSeries series, HistogramData data, ReadOnlySpan<Exemplar> exemplars)
    {
        var (below, low) = (0L, double.NegativeInfinity);
        for (var i = 0; i < data.BucketCounts.Length; i++)
        {
            below += data.BucketCounts[i];
            if (!data.IsBucket(i))
                continue;

            var high = i < data.Bounds.Length ? data.Bounds[i] : double.PositiveInfinity;
            request.Add(series with { Name = family.Bucket, Bound = BoundOf(high) }, below, InOrder(exemplars, low, high));
            low = high;
        }

        if (HistogramText.IsCounter(data))
            request.Add(series with { Name = family.Sum }, data.Sum, []);
        request.Add(series with { Name = family.Count }, data.Count, []);
    }

    private string BoundOf(double bound)
    {
        if (!_bounds.TryGetValue(bound, out var text))
            _bounds[bound] = text = BoundLabels.Number(bound);
        return text;
    }

    /// <summary>The exemplars above one bound and up to another, in the order of time, which is that in which Prometheus takes them.</summary>
    private List<Exemplar> InOrder(ReadOnlySpan<Exemplar> exemplars, double low, double high)
    {
        _exemplars.Clear();
        foreach (var exemplar in exemplars)
        {
            if (exemplar.Value > low && exemplar.Value <= high)
                _exemplars.Add(exemplar);
        }

        _exemplars.Sort(static (one, other) => one.TimeUnixNano.CompareTo(other.TimeUnixNano));
        return _exemplars;
    }
}
