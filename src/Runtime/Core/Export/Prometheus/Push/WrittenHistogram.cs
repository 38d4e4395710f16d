using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>Writes exponential histograms as the native ones of remote-write, whose fields have other numbers than those of a page.</summary>
internal static class WrittenHistogram
{
    public static void Write(ref ProtobufWriter to, ExponentialHistogramData data)
    {
        var schema = Math.Min(data.Scale, NativeHistogram.MaxSchema);
        to.Whole(1, default, data.Count);
        to.Real(3, default, data.Sum);
        to.Signed(4, default, schema);
        to.Real(5, default, NativeHistogram.ZeroThreshold);
        to.Whole(6, default, data.ZeroCount);
        NativeHistogram.WriteBuckets(ref to, 8, data.NegativeOffset, data.NegativeBuckets, data.Scale - schema);
        NativeHistogram.WriteBuckets(ref to, 11, data.PositiveOffset, data.PositiveBuckets, data.Scale - schema);
    }
}
