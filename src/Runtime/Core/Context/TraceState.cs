using System.Buffers;
using System.Text;

namespace Instrumentation.Context;

/// <summary>The value of the header <c>tracestate</c>: W3C Trace Context Level 2, section 3.3.</summary>
internal static class TraceState
{
    private const int MaxMembers = 32;
    private const int MaxKey = 256;
    private const int MaxValue = 256;
    private const int MaxLength = 512;

    // Members that are longer than this are the first to go when there is too little room.
    private const int LongMember = 128;

    private static readonly char[] Printable = [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static unit => (char)unit)];
    private static readonly SearchValues<char> Chars = SearchValues.Create([.. Printable, '\t']);
    private static readonly SearchValues<char> ValueChars = SearchValues.Create([.. Printable.Except([',', '='])]);
    private static readonly SearchValues<char> KeyStarts = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> KeyChars = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz_-*/@");

    /// <summary>
    /// The same state if it is well-formed, unique in its keys and no longer than 512 characters; without later members of one key and
    /// without members that find no room; null if it is malformed or empty.
    /// </summary>
    public static string? Limit(string? state)
    {
        if (string.IsNullOrEmpty(state) || state.AsSpan().ContainsAnyExcept(Chars))
            return null;

        var text = state.AsSpan();
        Span<Range> members = stackalloc Range[MaxMembers + 1];
        var count = text.Split(members, ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (count > MaxMembers)
            return null;

        foreach (var member in members[..count])
        {
            if (!IsValid(text[member]))
                return null;
        }

        members = WithoutDuplicates(text, members[..count]);
        members = WithinLimit(text, members);
        return members.IsEmpty ? null : LengthOf(text, members) == text.Length ? state : Join(text, members);
    }

    private static bool IsValid(ReadOnlySpan<char> member)
    {
        var key = KeyOf(member);
        var value = member[key.Length..];
        return value.Length is > 1 and <= 1 + MaxValue
            && !value[1..].ContainsAnyExcept(ValueChars)
            && key.Length is > 0 and <= MaxKey
            && KeyStarts.Contains(key[0])
            && !key.ContainsAnyExcept(KeyChars);
    }

    private static Span<Range> WithoutDuplicates(ReadOnlySpan<char> text, Span<Range> members)
    {
        var kept = 0;
        foreach (var member in members)
        {
            if (!HasKey(text, members[..kept], KeyOf(text[member])))
                members[kept++] = member;
        }

        return members[..kept];
    }

    private static bool HasKey(ReadOnlySpan<char> text, ReadOnlySpan<Range> members, ReadOnlySpan<char> key)
    {
        foreach (var member in members)
        {
            if (KeyOf(text[member]).SequenceEqual(key))
                return true;
        }

        return false;
    }

    private static Span<Range> WithinLimit(ReadOnlySpan<char> text, Span<Range> members)
    {
        for (var i = members.Length - 1; i >= 0 && LengthOf(text, members) > MaxLength; i--)
        {
            if (text[members[i]].Length <= LongMember)
                continue;

            members[(i + 1)..].CopyTo(members[i..]);
            members = members[..^1];
        }

        while (LengthOf(text, members) > MaxLength)
            members = members[..^1];
        return members;
    }

    private static int LengthOf(ReadOnlySpan<char> text, ReadOnlySpan<Range> members)
    {
        var length = members.Length - 1;
        foreach (var member in members)
            length += text[member].Length;
        return length;
    }

    private static string Join(ReadOnlySpan<char> text, ReadOnlySpan<Range> members)
    {
        var joined = new StringBuilder(LengthOf(text, members));
        foreach (var member in members)
            joined.Append(joined.Length > 0 ? "," : "").Append(text[member]);
        return joined.ToString();
    }

    private static ReadOnlySpan<char> KeyOf(ReadOnlySpan<char> member)
    {
        var end = member.IndexOf('=');
        return end < 0 ? member : member[..end];
    }
}
