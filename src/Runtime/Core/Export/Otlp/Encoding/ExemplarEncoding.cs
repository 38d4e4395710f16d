using Instrumentation.Metrics;

namespace Instrumentation.Export.Otlp;

/// <summary>Writes exemplars.</summary>
internal static class ExemplarEncoding
{
    /// <summary>Writes the exemplars of a point.</summary>
    /// <param name="to">The writer.</param>
    /// <param name="field">The field's number.</param>
    /// <param name="exemplars">The exemplars.</param>
    /// <param name="isWhole">Whether what was measured are whole numbers.</param>
    public static void Write<TWriter>(ref TWriter to, int field, ReadOnlySpan<Exemplar> exemplars, bool isWhole)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        if (exemplars.IsEmpty)
            return;

        var list = to.BeginList("exemplars"u8);
        foreach (var exemplar in exemplars)
            Write(ref to, field, exemplar, isWhole);
        to.EndList(list);
    }

    private static void Write<TWriter>(ref TWriter to, int field, Exemplar exemplar, bool isWhole)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var message = to.BeginItem(field, OtlpMessage.Unbounded);
        AttributeEncoding.Write(ref to, 7, "filteredAttributes"u8, exemplar.FilteredTags.Items);
        to.Fixed(2, "timeUnixNano"u8, exemplar.TimeUnixNano);
        if (isWhole)
            to.Fixed(6, "asInt"u8, (long)exemplar.Value);
        else
            to.Real(3, "asDouble"u8, exemplar.Value);
        if (exemplar.SpanId.ToHexString() is var span and not HexId.NoSpan)
        {
            to.Id(4, "spanId"u8, span);
            to.Id(5, "traceId"u8, exemplar.TraceId.ToHexString());
        }

        to.End(message);
    }
}
