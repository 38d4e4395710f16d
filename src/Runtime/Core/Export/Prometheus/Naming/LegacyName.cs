using System.Text;

namespace Instrumentation.Export.Prometheus;

/// <summary>Names of letters, digits, underscores and, for metrics, colons, which every Prometheus can read.</summary>
internal static class LegacyName
{
    /// <summary>Whether a name is one as it is.</summary>
    public static bool Is(ReadOnlySpan<char> name, bool colons)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!IsLegal(name[i], i, colons))
                return false;
        }

        return name.Length > 0;
    }

    public static bool IsLegal(char character, int place, bool colons) =>
        char.IsAsciiLetter(character) || character == '_' || (character == ':' && colons) || (place > 0 && char.IsAsciiDigit(character));

    /// <summary>Makes one: what is illegal is an underscore, and there are never two in a row.</summary>
    public static string Of(string name, bool colons)
    {
        var legal = new StringBuilder(name.Length + 1);
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            legal.Append('_');
        foreach (var character in name)
        {
            var next = IsLegal(character, legal.Length, colons) ? character : '_';
            if (next != '_' || legal.Length == 0 || legal[^1] != '_')
                legal.Append(next);
        }

        return legal.ToString();
    }
}
