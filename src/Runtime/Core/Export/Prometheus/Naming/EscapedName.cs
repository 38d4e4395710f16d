using System.Globalization;
using System.Text;

namespace Instrumentation.Export.Prometheus;

/// <summary>Escapes names as Prometheus' own libraries do, so that it can have them back. Specification: Prometheus, UTF-8 escaping schemes.</summary>
internal static class EscapedName
{
    /// <summary>A metric's name.</summary>
    public static string OfMetric(string name, NameEscaping escaping) => Of(name, escaping, colons: true);

    /// <summary>A label's name. Those that begin with two underscores are Prometheus' own: there is one then.</summary>
    public static string OfLabel(string name, NameEscaping escaping)
    {
        var escaped = Of(name, escaping, colons: false);
        return escaped.StartsWith("__", StringComparison.Ordinal) ? "_" + escaped.TrimStart('_') : escaped;
    }

    private static string Of(string name, NameEscaping escaping, bool colons)
    {
        if (escaping != NameEscaping.Dots && LegacyName.Is(name, colons))
            return name;

        // Halves of characters become replacement characters, as they will be on the page: names that differ in them alone are one.
        if (escaping == NameEscaping.AllowUtf8)
            return string.Concat(name.EnumerateRunes());

        var escaped = new StringBuilder(escaping == NameEscaping.Values ? "U__" : "");
        var place = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.Value == '_' && escaping != NameEscaping.Underscores)
                escaped.Append("__");
            else if (rune.IsBmp && LegacyName.IsLegal((char)rune.Value, place, colons))
                escaped.Append((char)rune.Value);
            else
                escaped.Append(Instead(rune, escaping));
            place += rune.Utf16SequenceLength;
        }

        return escaped.ToString();
    }

    private static string Instead(Rune rune, NameEscaping escaping) => escaping switch
    {
        NameEscaping.Values => string.Create(CultureInfo.InvariantCulture, $"_{rune.Value:x}_"),
        NameEscaping.Dots => rune.Value == '.' ? "_dot_" : "__",
        _ => "_",
    };
}
