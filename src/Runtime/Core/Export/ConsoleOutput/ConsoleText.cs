using System.Globalization;
using System.Text;

namespace Instrumentation.Export.ConsoleOutput;

/// <summary>
/// Text of user code, made fit for a line of a terminal: nothing in it can begin a line, move the cursor, turn the direction of
/// writing or pass for another tag; what is long is cut.
/// </summary>
internal static class ConsoleText
{
    private const int NameLimit = 80;
    private const int ValueLimit = 120;
    private const int MessageLimit = 200;

    /// <summary>A name: of a span, an instrument, an event.</summary>
    public static string Name(string? name, ConsoleStyle style) => Escape(name ?? "", NameLimit, style, isQuoted: false);

    /// <summary>A message; in quotes where it could be taken for tags.</summary>
    public static string Message(string? message, ConsoleStyle style) =>
        QuoteIf((message ?? "").AsSpan().ContainsAny('=', '"'), message ?? "", MessageLimit, style);

    /// <summary>A tag as <c>key=value</c>; key and value in quotes where they would be ambiguous.</summary>
    public static string Tag(string key, object? value, ConsoleStyle style)
    {
        var text = TagText.Of(value, ValueLimit);
        return Word(key, NameLimit, style) + "=" + Word(text, ValueLimit, style);
    }

    /// <summary>How many columns of a terminal a text takes.</summary>
    public static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += IsMark(rune) ? 0 : IsWide(rune.Value) ? 2 : 1;
        return width;
    }

    /// <summary>Fills up on the right to a number of columns.</summary>
    public static string PadRight(string text, int columns) => text + new string(' ', Math.Max(0, columns - Width(text)));

    /// <summary>Fills up on the left to a number of columns.</summary>
    public static string PadLeft(string text, int columns) => new string(' ', Math.Max(0, columns - Width(text))) + text;

    private static string Word(string text, int limit, ConsoleStyle style) =>
        QuoteIf(text.Length == 0 || text.AsSpan().ContainsAny(" =\""), text, limit, style);

    private static string QuoteIf(bool quoted, string text, int limit, ConsoleStyle style) =>
        quoted ? $"\"{Escape(text, limit, style, isQuoted: true)}\"" : Escape(text, limit, style, isQuoted: false);

    private static string Escape(string text, int limit, ConsoleStyle style, bool isQuoted)
    {
        var escaped = new StringBuilder();
        var count = 0;
        for (var i = 0; i < text.Length; count++)
        {
            if (count == limit)
                return escaped.Append(style.Cut).ToString();

            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                // Half of a surrogate pair.
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
                i++;
                continue;
            }

            Append(escaped, rune, isQuoted);
            i += rune.Utf16SequenceLength;
        }

        return escaped.ToString();
    }

    private static void Append(StringBuilder escaped, Rune rune, bool isQuoted)
    {
        switch (rune.Value)
        {
            case '\n':
                escaped.Append("\\n");
                break;
            case '\r':
                escaped.Append("\\r");
                break;
            case '\t':
                escaped.Append("\\t");
                break;
            case '"' or '\\' when isQuoted:
                escaped.Append('\\').Append((char)rune.Value);
                break;
            default:
                if (IsVisible(rune))
                    escaped.Append(rune.ToString());
                else if (rune.IsBmp)
                    escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
                else
                    escaped.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
                break;
        }
    }

    // Format characters hold the marks that turn the direction of writing; the space is the only separator that is what it looks like.
    private static bool IsVisible(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator
        or UnicodeCategory.OtherNotAssigned);

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    // East Asian wide characters and the usual emoji: near enough for columns.
    private static bool IsWide(int value) => value
        is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
