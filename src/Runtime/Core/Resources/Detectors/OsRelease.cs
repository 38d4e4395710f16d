using System.Text;

namespace Instrumentation.Resources.Detectors;

/// <summary>The file <c>os-release</c>: assignments of a shell, with quotes and backslashes, and nothing else of it. See os-release(5).</summary>
internal static class OsRelease
{
    public static Dictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line[0] != '#' && line.Split('=', 2) is [{ Length: > 0 } name, var value])
                values[name] = Unquote(value);
        }

        return values;
    }

    private static string Unquote(string value)
    {
        if (value is ['\'', .., '\''])
            return value[1..^1];

        var text = new StringBuilder(value is ['"', .., '"'] ? value[1..^1] : value);
        for (var i = 0; i < text.Length; i++)
        {
            // What a backslash stands before stands for itself.
            if (text[i] == '\\')
                text.Remove(i, 1);
        }

        return text.ToString();
    }
}
