using Instrumentation.Metrics;

namespace Instrumentation.Export.Otlp;

/// <summary>Writes the points of histograms.</summary>
internal static class HistogramEncoding
{
    public static void Write<TWriter>(ref TWriter to, in MetricPoint point, HistogramData data)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var message = to.BeginItem(1, OtlpMessage.Unbounded, PointAttributes<TWriter>.OfHistogram.Of(point.Tags));
        to.TimesAndTotals(2, point.StartTimeUnixNano, point.TimeUnixNano, data.Count, data.Sum);
        to.FixedList(6, "bucketCounts"u8, data.BucketCounts);
        to.RealList(7, "explicitBounds"u8, data.Bounds);
        ExemplarEncoding.Write(ref to, 8, point.ExemplarItems, isWhole: false);
        if (!double.IsNaN(data.Min))
            to.Range(11, data.Min, data.Max);
        to.End(message);
    }
}
