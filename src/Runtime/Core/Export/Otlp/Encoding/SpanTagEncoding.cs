using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Instrumentation.Tracing;

namespace Instrumentation.Export.Otlp;

/// <summary>
/// Writes the tags of a span as its attributes. Keys of attributes are unique, and those of an <see cref="Activity"/>'s tags need not be: of several tags
/// with one key the last counts. Keys are compared before anything is written, by a loop that is small enough for the processor's registers.
/// </summary>
internal static class SpanTagEncoding
{
    // 2^64 divided by the golden ratio.
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Writes the tags, but for those that tell the status.</summary>
    public static void Write<TWriter>(ref TWriter to, LimitedSpan span, out LegacyStatus status)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        (status, var unwritten) = (default, 0);
        var areUnique = AreKeysUnique(span.Activity);
        var list = to.BeginList("attributes"u8);
        var tags = span.Activity.EnumerateTagObjects();
        while (tags.MoveNext())
        {
            ref readonly var tag = ref tags.Current;
            if (!areUnique && IsAhead(tags, tag.Key))
                continue;
            if (tag.Key is not { } key || (!status.Takes(key, tag.Value) && !AttributeEncoding.TryWrite(ref to, 9, key, tag.Value)))
                unwritten++;
        }

        to.EndList(list);
        if (span.DroppedTags + unwritten is > 0 and var dropped)
            to.Number(10, "droppedAttributesCount"u8, (uint)dropped);
    }

    private static bool AreKeysUnique(Activity span)
    {
        var seen = 0UL;
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            var bits = BitsOf(tag.Key);
            if ((seen & bits) == bits && IsBehind(span, tag))
                return false;

            seen |= bits;
        }

        return true;
    }

    private static bool IsBehind(Activity span, in KeyValuePair<string, object?> tag)
    {
        foreach (ref readonly var other in span.EnumerateTagObjects())
        {
            if (Unsafe.AreSame(in other, in tag))
                return false;
            if (other.Key == tag.Key)
                return true;
        }

        return false;
    }

    // Keys that differ have different bits, mostly: their ends tell them apart, spread by a product.
    private static ulong BitsOf(string? key)
    {
        if (key is not { Length: >= 4 })
            return key is { Length: > 0 } ? 1UL << key[^1] : 1;

        var lastFour = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(key.AsSpan()), key.Length - 4)));
        var hash = (lastFour + (uint)key.Length) * Golden;
        return (1UL << (int)(hash >> 58)) | (1UL << (int)(hash >> 52));
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
