using System.Buffers;
using System.Globalization;
using System.Text;

namespace Instrumentation.Context;

/// <summary>Keys and values of the header <c>baggage</c>: W3C Baggage, section 3.3.1.</summary>
internal static class BaggageText
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";

    // What a key consists of: a token of HTTP.
    private static readonly SearchValues<char> KeyChars = SearchValues.Create("!#$%&'*+-.^_`|~" + Digits + Letters);

    // What a value consists of once all else is percent-encoded; the percent sign itself stands for that.
    private static readonly SearchValues<char> PlainChars = SearchValues.Create("!#$&'()*+-./:<=>?@[]^_`{|}~" + Digits + Letters);
    private static readonly SearchValues<char> ValueChars = SearchValues.Create("%!#$&'()*+-./:<=>?@[]^_`{|}~" + Digits + Letters);

    public static bool IsKey(ReadOnlySpan<char> key) => !key.IsEmpty && !key.ContainsAnyExcept(KeyChars);

    /// <summary>Encodes a value; false if there is no room for all of it.</summary>
    public static bool TryEncode(ReadOnlySpan<char> value, Span<char> destination, out int written)
    {
        written = 0;
        Span<byte> bytes = stackalloc byte[4];
        while (!value.IsEmpty)
        {
            var plain = value.IndexOfAnyExcept(PlainChars);
            plain = plain < 0 ? value.Length : plain;
            if (!value[..plain].TryCopyTo(destination[written..]))
                return false;

            written += plain;
            value = value[plain..];
            if (value.IsEmpty)
                break;

            Rune.DecodeFromUtf16(value, out var rune, out var consumed);
            foreach (var octet in bytes[..rune.EncodeToUtf8(bytes)])
            {
                if (destination.Length - written < 3)
                    return false;

                destination[written] = '%';
                octet.TryFormat(destination[(written + 1)..], out _, "X2", CultureInfo.InvariantCulture);
                written += 3;
            }

            value = value[consumed..];
        }

        return true;
    }

    /// <summary>Decodes a value; false if it holds a character that has to be encoded. What is no UTF-8 becomes U+FFFD.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out string value)
    {
        value = "";
        if (text.ContainsAnyExcept(ValueChars))
            return false;

        value = text.Contains('%') ? Decode(text) : text.ToString();
        return true;
    }

    private static string Decode(ReadOnlySpan<char> text)
    {
        var octets = ArrayPool<byte>.Shared.Rent(text.Length);
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            // A percent sign that encodes nothing stands for itself.
            octets[count] = (byte)text[i];
            if (text[i] == '%' && i + 2 < text.Length && TryParseHex(text.Slice(i + 1, 2), out var octet))
            {
                octets[count] = octet;
                i += 2;
            }

            count++;
        }

        var value = Encoding.UTF8.GetString(octets, 0, count);
        ArrayPool<byte>.Shared.Return(octets, clearArray: true);
        return value;
    }

    private static bool TryParseHex(ReadOnlySpan<char> digits, out byte octet) =>
        byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octet);
}
