using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes histograms: how many measurements were up to each bound, all of them, and their sum.</summary>
/// <param name="syntax">Which text.</param>
internal sealed class HistogramText(PageSyntax syntax)
{
    private readonly bool _isOpen = syntax == PageSyntax.OpenMetrics;

    public void Write(ref PageText to, FamilyText family, in MetricPoint point, byte[] labels)
    {
        var data = point.Histogram ?? point.ExponentialHistogram!.ToHistogram();
        var bounds = data.Bounds;
        var counts = data.BucketCounts;
        var below = 0L;
        for (var i = 0; i < bounds.Length; i++)
        {
            below += counts[i];

            // Bounds of exponential histograms are calculated: they may be equal as far as numbers go, and beyond what numbers can be.
            if (double.IsFinite(bounds[i]) && (i + 1 == bounds.Length || bounds[i] < bounds[i + 1]))
                WriteBucket(ref to, family, labels, bounds[i], below);
        }

        WriteBucket(ref to, family, labels, double.PositiveInfinity, data.Count);

        // A sum of what may be below 0 is no counter, and OpenMetrics has no count without a sum.
        var isPositive = bounds.IsEmpty || bounds[0] >= 0;
        if (isPositive)
        {
            to.Sample(family.Sum, labels);
            to.Real(data.Sum);
            to.Line();
        }

        if (isPositive || !_isOpen)
        {
            to.Sample(family.Count, labels);
            to.Whole(data.Count);
            to.Line();
        }

        if (!_isOpen)
            return;

        to.Sample(family.Created, labels);
        to.Time(point.StartTimeUnixNano);
        to.Line();
    }

    private void WriteBucket(ref PageText to, FamilyText family, byte[] labels, double bound, long count)
    {
        to.Append(family.Bucket.Open);
        if (labels.Length > 0)
        {
            to.Append(labels);
            to.Append(","u8);
        }

        to.Append("le=\""u8);
        to.Bound(bound, _isOpen);
        to.Append("\"} "u8);
        to.Whole(count);
        to.Line();
    }
}
