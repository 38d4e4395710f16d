using Instrumentation.Export.Otlp;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes labels as text has them.</summary>
internal static class LabelText
{
    private const int Capacity = 512;

    // In UTF-8 a character is not longer.
    private const int MaxBytes = 3;

    /// <summary>Writes labels that are in their order, without the braces: <c>a="1",b="2"</c>.</summary>
    public static byte[] Write(List<Label> canonical)
    {
        var to = new RentedBytes(Capacity);
        try
        {
            foreach (var label in canonical)
            {
                if (to.Length > 0)
                    to.Append(","u8);
                Append(ref to, Name(label.Name, colons: false));
                to.Append("=\""u8);
                Append(ref to, Quoted(label.Value));
                to.Append("\""u8);
            }

            return to.Written.ToArray();
        }
        finally
        {
            to.Release();
        }
    }

    /// <summary>A name, in quotation marks if it is more than letters, digits and underscores.</summary>
    public static string Name(string name, bool colons) => LegacyName.Is(name, colons) ? name : $"\"{Quoted(name)}\"";

    /// <summary>A text as it stands in quotation marks.</summary>
    public static string Quoted(string text) =>
        text.AsSpan().ContainsAny('\\', '\n', '"') ? Unquoted(text).Replace("\"", "\\\"", StringComparison.Ordinal) : text;

    /// <summary>A text as it stands without them.</summary>
    public static string Unquoted(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static void Append(ref RentedBytes to, string text) => to.Length += Utf8Text.Write(text, to.Room(MaxBytes * text.Length));
}
