using System.ComponentModel;

namespace Instrumentation.Instruments;

/// <summary>A tag whose values are known when the program is compiled.</summary>
/// <param name="key">The tag's key.</param>
/// <param name="values">Its values, in the order of their indexes; null where the tag is left out.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TagDimension(string key, params object?[] values)
{
    private static readonly object?[] Booleans = [false, true];
    private static readonly object?[] BooleansAndNone = [null, .. Booleans];

    /// <summary>A tag that is a boolean.</summary>
    /// <param name="key">The tag's key.</param>
    /// <param name="canBeAbsent">Whether the first index stands for no tag.</param>
    /// <returns>The dimension.</returns>
    public static TagDimension OfBoolean(string key, bool canBeAbsent = false) => new(key, canBeAbsent ? BooleansAndNone : Booleans);

    /// <summary>The tag's key.</summary>
    public string Key { get; } = key;

    /// <summary>How many values there are.</summary>
    public int Count => values.Length;

    /// <summary>The value with that index.</summary>
    /// <param name="index">The index.</param>
    /// <returns>The value; null where the tag is left out.</returns>
    public object? this[int index] => values[index];
}
