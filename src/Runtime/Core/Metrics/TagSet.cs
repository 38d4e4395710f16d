namespace Instrumentation.Metrics;

/// <summary>
/// The tags of one series: sorted by key, so that the order in which they were given does not matter; of two with one key the last.
/// </summary>
internal sealed class TagSet : IEquatable<TagSet>
{
    private readonly int _hash;

    private TagSet(KeyValuePair<string, object?>[] tags)
    {
        Tags = tags;
        var hash = new HashCode();
        foreach (var (key, value) in tags)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value);
        }

        _hash = hash.ToHashCode();
    }

    public static TagSet Empty { get; } = new([]);

    /// <summary>The point that takes every tag set beyond an instrument's limit.</summary>
    public static TagSet Overflow { get; } = new([new("otel.metric.overflow", true)]);

    public KeyValuePair<string, object?>[] Tags { get; }

    public static TagSet Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return Empty;

        var byKey = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            if (!string.IsNullOrEmpty(key))
                byKey[key] = Comparable(value);
        }

        return new([.. byKey]);
    }

    public bool Equals(TagSet? other)
    {
        if (other is null || _hash != other._hash || Tags.Length != other.Tags.Length)
            return false;

        for (var i = 0; i < Tags.Length; i++)
        {
            if (!string.Equals(Tags[i].Key, other.Tags[i].Key, StringComparison.Ordinal) || !Equals(Tags[i].Value, other.Tags[i].Value))
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as TagSet);

    public override int GetHashCode() => _hash;

    /// <summary>
    /// Values that are compared by what they hold stay as they are; all others, arrays among them, become text, which runs no user code
    /// later.
    /// </summary>
    private static object? Comparable(object? value) => value switch
    {
        null or string or bool or byte or sbyte or short or ushort or int or uint or long or ulong or float or double => value,
        _ => TagText.Of(value),
    };
}
