using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes histograms: how many measurements were up to each bound, all of them, and their sum.</summary>
/// <param name="isOpen">Whether as OpenMetrics.</param>
/// <param name="exemplars">Writes exemplars, which OpenMetrics has.</param>
internal sealed class HistogramText(bool isOpen, ExemplarText exemplars)
{
    public void Write(ref PageText to, FamilyText family, in MetricPoint point, byte[] labels)
    {
        var data = point.Histogram ?? point.ExponentialHistogram!.ToHistogram();
        WriteBuckets(ref to, family, data, point.ExemplarItems, labels);

        // A sum of what may be below 0 is no counter, and OpenMetrics has no count without a sum.
        var isCounter = data.Sum >= 0 && !(data.Min < 0) && (data.Bounds.IsEmpty || data.Bounds[0] >= 0);
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
        var (below, last) = (0L, double.NegativeInfinity);
        for (var i = 0; i < bounds.Length; i++)
        {
            below += counts[i];

            // Bounds of exponential histograms are calculated: they may be equal as far as numbers go, and beyond what numbers can be.
            if (!double.IsFinite(bounds[i]) || (i + 1 < bounds.Length && bounds[i] >= bounds[i + 1]))
                continue;

            WriteBucket(ref to, family, labels, bounds[i], below);
            WriteExemplar(ref to, ofSeries, last, bounds[i]);
            last = bounds[i];
        }

        WriteBucket(ref to, family, labels, double.PositiveInfinity, data.Count);
        WriteExemplar(ref to, ofSeries, last, double.PositiveInfinity);
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
        to.Bound(bound, isOpen);
        to.Append("\"} "u8);
        to.Whole(count);
    }

    private void WriteExemplar(ref PageText to, ReadOnlySpan<Exemplar> ofSeries, double above, double upTo)
    {
        if (isOpen && !ofSeries.IsEmpty)
            exemplars.Write(ref to, ofSeries, above, upTo);
        to.Line();
    }
}
