using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>
/// Writes exponential histograms as Prometheus' native ones. Those count their buckets by the upper bound, and have no finer scale than 8. Specification:
/// Prometheus and OpenMetrics Compatibility, Exponential Histograms.
/// </summary>
internal static class NativeHistogram
{
    /// <summary>The finest scale that there is.</summary>
    public const int MaxSchema = 8;

    /// <summary>What separates zero from the buckets where nothing else is said.</summary>
    public const double ZeroThreshold = 1e-128;

    private const int MinSchema = -4;

    /// <summary>Whether it can be written so; a coarser one can't be made finer.</summary>
    public static bool Has(int scale) => scale >= MinSchema;

    public static void Write(ref ProtobufWriter to, in MetricPoint point, ExponentialHistogramData data, ExemplarProtobuf exemplars)
    {
        var schema = Math.Min(data.Scale, MaxSchema);
        var message = to.BeginItem(7, OtlpMessage.Unbounded);
        to.Whole(1, default, data.Count);
        to.Real(2, default, data.Sum);
        to.Signed(5, default, schema);
        to.Real(6, default, ZeroThreshold);
        to.Whole(7, default, data.ZeroCount);
        WriteBuckets(ref to, 9, data.NegativeOffset, data.NegativeBuckets, data.Scale - schema);
        WriteBuckets(ref to, 12, data.PositiveOffset, data.PositiveBuckets, data.Scale - schema);
        ProtobufTime.Write(ref to, 15, point.StartTimeUnixNano);
        foreach (var exemplar in point.ExemplarItems)
            exemplars.Write(ref to, 16, exemplar);
        to.End(message);
    }

    /// <summary>Writes one span of all buckets, and in the next field the difference of each from the one before.</summary>
    public static void WriteBuckets(ref ProtobufWriter to, int field, int offset, ReadOnlySpan<long> counts, int finer)
    {
        if (counts.IsEmpty)
            return;

        var first = offset >> finer;
        var merged = new long[((offset + counts.Length - 1) >> finer) - first + 1];
        for (var i = 0; i < counts.Length; i++)
            merged[((offset + i) >> finer) - first] += counts[i];

        var span = to.BeginItem(field, OtlpMessage.Unbounded);
        to.Signed(1, default, first + 1);
        to.Whole(2, default, merged.Length);
        to.End(span);
        var before = 0L;
        foreach (ref var count in merged.AsSpan())
        {
            var difference = count - before;
            before = count;
            count = (difference << 1) ^ (difference >> 63);
        }

        to.WholeList(field + 1, default, merged);
    }
}
