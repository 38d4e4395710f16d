using System.Diagnostics;
using Instrumentation.Export.Delivery;

namespace Instrumentation.Export.Otlp;

/// <summary>Chooses an encoder.</summary>
internal static class OtlpEncoder
{
    /// <summary>What makes requests of spans.</summary>
    public static IOtlpEncoder<Activity> OfSpans(ParcelFormat format, bool isGzip) =>
        new SpanRequestEncoder<ProtobufWriter>(new(Signal.Traces, format, isGzip));
}
