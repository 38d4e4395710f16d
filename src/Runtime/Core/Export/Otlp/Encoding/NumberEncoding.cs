using System.Runtime.CompilerServices;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Otlp;

/// <summary>Writes the points of sums and gauges.</summary>
internal static class NumberEncoding
{
    // Two times and a number.
    private const int Fixed = 3 * (1 + sizeof(long));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<TWriter>(ref TWriter to, in MetricPoint point, bool isWhole)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var attributes = PointAttributes<TWriter>.OfNumber.Of(point.Tags);
        var message = to.BeginItem(1, point.ExemplarItems.IsEmpty ? Fixed + attributes.Length : OtlpMessage.Unbounded, attributes);
        if (isWhole)
            to.TimesAndWhole(2, point.StartTimeUnixNano, point.TimeUnixNano, 6, "asInt"u8, point.WholeValue);
        else
            to.TimesAndReal(2, point.StartTimeUnixNano, point.TimeUnixNano, 4, "asDouble"u8, point.RealValue);
        ExemplarEncoding.Write(ref to, 5, point.ExemplarItems, isWhole);
        to.End(message);
    }
}
