namespace Instrumentation.Metrics.Views;

/// <summary>Which tags a view leaves to a stream.</summary>
internal sealed class TagFilter : IEquatable<TagFilter>
{
    private readonly string[] _keys;
    private readonly bool _keeps;

    /// <summary>A filter.</summary>
    /// <param name="keys">The keys that it knows.</param>
    /// <param name="keeps">Whether those alone are left; else all others are.</param>
    public TagFilter(IEnumerable<string> keys, bool keeps)
    {
        _keys = [.. keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _keeps = keeps;
    }

    /// <summary>Copies the tags that are left.</summary>
    /// <returns>How many those are.</returns>
    public int Copy(ReadOnlySpan<KeyValuePair<string, object?>> tags, Span<KeyValuePair<string, object?>> left)
    {
        var count = 0;
        foreach (ref readonly var tag in tags)
        {
            if (Leaves(tag.Key))
                left[count++] = tag;
        }

        return count;
    }

    public bool Leaves(string key)
    {
        foreach (var known in _keys)
        {
            if (known == key)
                return _keeps;
        }

        return !_keeps;
    }

    public bool Equals(TagFilter? other) => other is not null && _keeps == other._keeps && _keys.AsSpan().SequenceEqual(other._keys);

    public override bool Equals(object? obj) => Equals(obj as TagFilter);

    public override int GetHashCode() => HashCode.Combine(_keeps, _keys.Length, _keys.FirstOrDefault());
}
