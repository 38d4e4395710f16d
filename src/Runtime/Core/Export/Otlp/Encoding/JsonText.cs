using System.Buffers;
using System.Text;

namespace Instrumentation.Export.Otlp;

/// <summary>Writes text between the quotes of JSON.</summary>
internal static class JsonText
{
    // A character takes three bytes, or six as an escape.
    private const int MaxAtOnce = 512;
    private const int MaxEscape = 6;

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static i => (char)i), '"', '\\']);

    /// <summary>Writes text; halves of characters become replacement characters.</summary>
    public static void Append(ref RentedBytes to, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var part = text[..PartLength(text)];
            if (part.IsEmpty)
            {
                Escape(ref to, text[0]);
                text = text[1..];
                continue;
            }

            to.Length += Encoding.UTF8.GetBytes(part, to.Room(3 * part.Length));
            text = text[part.Length..];
        }
    }

    // Up to the next character that is escaped; a character of two halves stays whole.
    private static int PartLength(ReadOnlySpan<char> text)
    {
        var part = text[..Math.Min(text.Length, MaxAtOnce)];
        return part.IndexOfAny(Escaped) is >= 0 and var escaped ? escaped
            : part.Length < text.Length && char.IsHighSurrogate(part[^1]) ? part.Length - 1
            : part.Length;
    }

    private static void Escape(ref RentedBytes to, char character)
    {
        var room = to.Room(MaxEscape);
        if (character is '"' or '\\')
        {
            (room[0], room[1]) = ((byte)'\\', (byte)character);
            to.Length += 2;
            return;
        }

        "\\u00"u8.CopyTo(room);
        room[4] = (byte)('0' + (character >> 4));
        room[5] = (byte)"0123456789abcdef"[character & 0xF];
        to.Length += MaxEscape;
    }
}
