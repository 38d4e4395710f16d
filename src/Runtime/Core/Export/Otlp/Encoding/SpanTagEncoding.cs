using System.Diagnostics;
using Instrumentation.Tracing;

namespace Instrumentation.Export.Otlp;

/// <summary>
/// Writes the tags of a span as its attributes. Keys of attributes are unique, and those of an <see cref="Activity"/>'s tags need not be: of several tags
/// with one key the last counts.
/// </summary>
internal static class SpanTagEncoding
{
    /// <summary>Writes the tags, but for those that tell the status.</summary>
    public static void Write<TWriter>(ref TWriter to, LimitedSpan span, out LegacyStatus status)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var list = to.BeginList("attributes"u8);
        var first = to.Position;
        if (!TryWriteUnique(ref to, span.Activity, out var unwritten, out status))
        {
            to.Rewind(first);
            WriteLast(ref to, span.Activity, out unwritten, out status);
        }

        to.EndList(list);
        if (span.DroppedTags + unwritten is > 0 and var dropped)
            to.Number(10, "droppedAttributesCount"u8, (uint)dropped);
    }

    /// <returns>False if keys are not unique.</returns>
    private static bool TryWriteUnique<TWriter>(ref TWriter to, Activity span, out int unwritten, out LegacyStatus status)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        (unwritten, status) = (0, default);
        var (seen, count) = (0UL, 0);
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            var bit = BitOf(tag.Key);
            if ((seen & bit) != 0 && IsAmongFirst(span, count, tag.Key))
                return false;

            seen |= bit;
            count++;
            if (!status.Takes(tag) && !AttributeEncoding.TryWrite(ref to, 9, tag.Key, tag.Value))
                unwritten++;
        }

        return true;
    }

    private static void WriteLast<TWriter>(ref TWriter to, Activity span, out int unwritten, out LegacyStatus status)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        (unwritten, status) = (0, default);
        var tags = span.EnumerateTagObjects();
        while (tags.MoveNext())
        {
            ref readonly var tag = ref tags.Current;
            if (!IsAhead(tags, tag.Key) && !status.Takes(tag) && !AttributeEncoding.TryWrite(ref to, 9, tag.Key, tag.Value))
                unwritten++;
        }
    }

    // Keys that differ have different bits, mostly.
    private static ulong BitOf(string? key) => key is not { Length: > 0 } ? 1 : 1UL << (key.Length + (7 * key[^1]) + (31 * key[key.Length / 2]));

    private static bool IsAmongFirst(Activity span, int count, string? key)
    {
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            if (count-- == 0)
                return false;
            if (tag.Key == key)
                return true;
        }

        return false;
    }

    private static bool IsAhead(Activity.Enumerator<KeyValuePair<string, object?>> tags, string? key)
    {
        while (tags.MoveNext())
        {
            if (tags.Current.Key == key)
                return true;
        }

        return false;
    }
}
