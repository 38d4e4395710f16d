using System.Diagnostics;
using Instrumentation.Export.Delivery;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Otlp;

/// <summary>Chooses an encoder.</summary>
internal static class OtlpEncoder
{
    /// <summary>What makes requests of spans.</summary>
    public static IOtlpEncoder<Activity> OfSpans(ParcelFormat format, bool isGzip)
    {
        var kind = new ParcelKind(Signal.Traces, format, isGzip);
        return format == ParcelFormat.OtlpJson ? new SpanRequestEncoder<JsonWriter>(kind) : new SpanRequestEncoder<ProtobufWriter>(kind);
    }

    /// <summary>What makes requests of metrics.</summary>
    public static IOtlpEncoder<Metric> OfMetrics(ParcelFormat format, bool isGzip)
    {
        var kind = new ParcelKind(Signal.Metrics, format, isGzip);
        return format == ParcelFormat.OtlpJson ? new MetricRequestEncoder<JsonWriter>(kind) : new MetricRequestEncoder<ProtobufWriter>(kind);
    }
}
