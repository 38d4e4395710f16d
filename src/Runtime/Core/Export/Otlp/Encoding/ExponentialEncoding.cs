using Instrumentation.Metrics;

namespace Instrumentation.Export.Otlp;

/// <summary>Writes the points of exponential histograms.</summary>
internal static class ExponentialEncoding
{
    public static void Write<TWriter>(ref TWriter to, in MetricPoint point, ExponentialHistogramData data)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var message = to.BeginItem(1, OtlpMessage.Unbounded, PointAttributes<TWriter>.OfExponentialHistogram.Of(point.Tags));
        to.TimesAndTotals(2, point.StartTimeUnixNano, point.TimeUnixNano, data.Count, data.Sum);
        to.Signed(6, "scale"u8, data.Scale);
        to.Fixed(7, "zeroCount"u8, data.ZeroCount);
        WriteBuckets(ref to, 8, "positive"u8, data.PositiveOffset, data.PositiveBuckets);
        if (!data.NegativeBuckets.IsEmpty)
            WriteBuckets(ref to, 9, "negative"u8, data.NegativeOffset, data.NegativeBuckets);
        ExemplarEncoding.Write(ref to, 11, point.ExemplarItems, isWhole: false);
        if (!double.IsNaN(data.Min))
            to.Range(12, data.Min, data.Max);
        to.End(message);
    }

    private static void WriteBuckets<TWriter>(ref TWriter to, int field, ReadOnlySpan<byte> name, int offset, ReadOnlySpan<long> counts)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var buckets = to.Begin(field, name, OtlpMessage.Unbounded);
        to.Signed(1, "offset"u8, offset);
        to.WholeList(2, "bucketCounts"u8, counts);
        to.End(buckets);
    }
}
