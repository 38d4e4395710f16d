using Instrumentation.Metrics;

namespace Instrumentation.Export.Otlp;

/// <summary>Writes the points of histograms.</summary>
internal static class HistogramEncoding
{
    public static void Write<TWriter>(ref TWriter to, in MetricPoint point, HistogramData data)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var message = to.BeginItem(1, OtlpMessage.Unbounded);
        to.Fields(PointAttributes<TWriter>.OfHistogram.Of(point.Tags));
        to.Times(2, point.StartTimeUnixNano, "timeUnixNano"u8, point.TimeUnixNano);
        to.Fixed(4, "count"u8, data.Count);
        to.Real(5, "sum"u8, data.Sum);
        to.FixedList(6, "bucketCounts"u8, data.BucketCounts);
        to.RealList(7, "explicitBounds"u8, data.Bounds);
        ExemplarEncoding.Write(ref to, 8, point.ExemplarItems, isWhole: false);
        if (!double.IsNaN(data.Min))
            to.Real(11, "min"u8, data.Min);
        if (!double.IsNaN(data.Max))
            to.Real(12, "max"u8, data.Max);
        to.End(message);
    }
}
