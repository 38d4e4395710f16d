using Instrumentation.Instruments;

namespace Instrumentation.Metrics.Streams;

/// <summary>Compares tags as they were given, and brings them into the order in which a series has them.</summary>
internal static class TagSequence
{
    private const string Overflow = "otel.metric.overflow";

    /// <summary>
    /// Whether all values are compared by what they hold and run no user code for it. All others, arrays among them, become text first.
    /// </summary>
    public static bool ArePlain(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (ref readonly var tag in tags)
        {
            if (!IsPlain(tag.Value))
                return false;
        }

        return true;
    }

    /// <summary>The tags with all values plain.</summary>
    public static KeyValuePair<string, object?>[] Plain(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var plain = tags.ToArray();
        foreach (ref var tag in plain.AsSpan())
            tag = new(tag.Key, IsPlain(tag.Value) ? tag.Value : TagText.Of(tag.Value));
        return plain;
    }

    /// <summary>A hash of plain values; keys hardly differ within one instrument.</summary>
    public static int Hash(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        TryHash(tags, out var hash);
        return hash;
    }

    /// <summary>The same, if all values are plain.</summary>
    /// <returns>Whether they are.</returns>
    public static bool TryHash(ReadOnlySpan<KeyValuePair<string, object?>> tags, out int hash)
    {
        var mixed = (ulong)tags.Length;
        foreach (ref readonly var tag in tags)
        {
            var value = tag.Value;
            if (value is string text)
            {
                mixed = TextHash.Add(mixed, text);
            }
            else if (IsPlain(value))
            {
                mixed = TextHash.Mix(mixed, (ulong)(value?.GetHashCode() ?? 0));
            }
            else
            {
                hash = 0;
                return false;
            }
        }

        hash = (int)mixed;
        return true;
    }

    public static bool AreEqual(ReadOnlySpan<KeyValuePair<string, object?>> left, ReadOnlySpan<KeyValuePair<string, object?>> right)
    {
        if (left.Length != right.Length)
            return false;

        for (var i = 0; i < left.Length; i++)
        {
            if (left[i].Key != right[i].Key || !AreEqual(left[i].Value, right[i].Value))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Brings tags into the order of a series, in place: sorted by key, the last of those with one key, none without a key, whole numbers as 64 bits,
    /// since on the wire there is no other kind.
    /// </summary>
    /// <returns>How many are left.</returns>
    public static int MakeCanonical(Span<KeyValuePair<string, object?>> tags)
    {
        var count = 0;
        for (var i = 0; i < tags.Length; i++)
        {
            var tag = new KeyValuePair<string, object?>(tags[i].Key, Widest(tags[i].Value));
            if (string.IsNullOrEmpty(tag.Key))
                continue;

            var place = count;
            while (place > 0 && string.CompareOrdinal(tags[place - 1].Key, tag.Key) > 0)
                place--;
            if (place > 0 && tags[place - 1].Key == tag.Key)
            {
                tags[place - 1] = tag;
                continue;
            }

            tags[place..count].CopyTo(tags[(place + 1)..]);
            tags[place] = tag;
            count++;
        }

        return count;
    }

    /// <summary>The tags in the order of a series.</summary>
    /// <param name="tags">The tags; plain.</param>
    /// <param name="buffer">Room for them, on the caller's stack.</param>
    public static ReadOnlySpan<KeyValuePair<string, object?>> Sorted(ReadOnlySpan<KeyValuePair<string, object?>> tags, ref TagBuffer buffer)
    {
        Span<KeyValuePair<string, object?>> sorted = tags.Length <= TagBuffer.Size ? buffer : new KeyValuePair<string, object?>[tags.Length];
        tags.CopyTo(sorted);
        return sorted[..MakeCanonical(sorted[..tags.Length])];
    }

    public static TagSet Canonical(IEnumerable<KeyValuePair<string, object?>>? tags)
    {
        var plain = Plain((tags ?? []).ToArray());
        return Set(plain[..MakeCanonical(plain)]);
    }

    /// <summary>The set of tags that are in their order; it keeps the array.</summary>
    public static TagSet Set(KeyValuePair<string, object?>[] canonical) => canonical switch
    {
        [] => TagSet.Empty,
        [{ Key: Overflow, Value: true }] => TagSet.Overflow,
        _ => new TagSet(canonical),
    };

    private static bool IsPlain(object? value) =>
        value is null or string or bool or int or long or double or byte or sbyte or short or ushort or uint or ulong or float;

    private static bool AreEqual(object? left, object? right) =>
        ReferenceEquals(left, right) || (left is string text ? right is string other && text == other : left is not null && left.Equals(right));

    private static object? Widest(object? value) => value switch
    {
        int or byte or sbyte or short or ushort or uint => TagValue.Of(Convert.ToInt64(value, null)),
        ulong and <= long.MaxValue => (long)(ulong)value,
        ulong => TagText.Of(value),
        float => (double)(float)value,
        _ => value,
    };
}
