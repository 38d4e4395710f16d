using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes histograms: how many measurements were up to each bound, all of them, and their sum.</summary>
/// <param name="isOpen">Whether as OpenMetrics.</param>
/// <param name="exemplars">Writes exemplars, which OpenMetrics has.</param>
internal sealed class HistogramText(bool isOpen, ExemplarText exemplars)
{
    private readonly BoundLabels _bounds = new();

    /// <summary>Whether a sum is one of what is never below 0, as far as is known.</summary>
    public static bool IsCounter(HistogramData data) => data.Sum >= 0 && !(data.Min < 0) && (data.Bounds.IsEmpty || data.Bounds[0] >= 0);

    public void Write(ref PageText to, FamilyText family, in MetricPoint point, byte[] labels)
    {
        var data = point.Histogram ?? point.ExponentialHistogram!.ToHistogram();
        WriteBuckets(ref to, family, data, point.ExemplarItems, labels);

        // A sum of what may be below 0 is no counter, and OpenMetrics has no count without a sum.
        var isCounter = IsCounter(data);
        if (isCounter)
        {
            to.Sample(family.Sum, labels);
            to.Real(data.Sum);
            to.Line();
        }

        if (isCounter || !isOpen)
        {
            to.Sample(family.Count, labels);
            to.Whole(data.Count);
            to.Line();
        }

        if (!isOpen)
            return;

        to.Sample(family.Created, labels);
        to.Time(point.StartTimeUnixNano);
        to.Line();
    }

    private void WriteBuckets(ref PageText to, FamilyText family, HistogramData data, ReadOnlySpan<Exemplar> ofSeries, byte[] labels)
    {
        var bounds = data.Bounds;
        var counts = data.BucketCounts;
        _bounds.Begin(bounds, isOpen);
        var (below, last) = (0L, double.NegativeInfinity);
        for (var i = 0; i <= bounds.Length; i++)
        {
            below += counts[i];
            if (!data.IsBucket(i))
                continue;

            var bound = i == bounds.Length ? double.PositiveInfinity : bounds[i];
            to.Bucket(family.Bucket, labels, _bounds[i]);
            to.Whole(below);
            if (isOpen && !ofSeries.IsEmpty)
                exemplars.Write(ref to, ofSeries, last, bound);
            to.Line();
            last = bound;
        }
    }
}
