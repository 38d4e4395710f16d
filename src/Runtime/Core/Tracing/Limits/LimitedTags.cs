using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>The tags of an event or a link, within the limits of its span: those that were added first, their texts cut.</summary>
public ref struct LimitedTags
{
    private readonly TextLimit _text;
    private Activity.Enumerator<KeyValuePair<string, object?>> _all;
    private int _left;

    internal LimitedTags(Activity.Enumerator<KeyValuePair<string, object?>> all, int? count, TextLimit? text)
    {
        _all = all;
        _left = count ?? int.MaxValue;
        _text = text ?? new TextLimit(int.MaxValue);
    }

    /// <summary>How many are left out because there are too many.</summary>
    public readonly int Dropped => Limited.CountAbove(_left, _all);

    /// <summary>The tag that the enumeration is at.</summary>
    public readonly KeyValuePair<string, object?> Current
    {
        get
        {
            ref readonly var tag = ref _all.Current;
            return _text.IsOver(tag.Value) ? new(tag.Key, _text.Cut(tag.Value)) : tag;
        }
    }

    /// <summary>Begins to enumerate.</summary>
    /// <returns>What enumerates.</returns>
    public readonly LimitedTags GetEnumerator() => this;

    /// <summary>Goes to the next tag.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext() => _left-- > 0 && _all.MoveNext();
}

/// <summary>What the limited sequences have in common.</summary>
internal static class Limited
{
    /// <summary>How many there are more than so many.</summary>
    public static int CountAbove<T>(int limit, Activity.Enumerator<T> all)
    {
        var above = 0;
        foreach (ref readonly var _ in all)
            above += limit-- > 0 ? 0 : 1;
        return above;
    }
}
