using System.Text;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes labels as text has them.</summary>
internal static class LabelText
{
    // Belongs to the buckets of histograms.
    private const string Bucket = "le";

    /// <summary>
    /// Puts labels into their order, each name once: values that come together under one name are joined, in the order of their keys.
    /// </summary>
    /// <param name="labels">The labels.</param>
    /// <param name="keepsBucket">Whether the name <c>le</c> is somebody else's.</param>
    public static List<Label> Canonical(IEnumerable<Label> labels, bool keepsBucket)
    {
        var canonical = new List<Label>();
        var named = keepsBucket ? labels.Select(static label => label.Name == Bucket ? label with { Name = "exported_le" } : label) : labels;
        foreach (var label in named.OrderBy(static label => label.Name, StringComparer.Ordinal).ThenBy(static label => label.Key, StringComparer.Ordinal))
        {
            if (canonical.Count > 0 && canonical[^1].Name == label.Name)
                canonical[^1] = canonical[^1] with { Value = $"{canonical[^1].Value};{label.Value}" };
            else
                canonical.Add(label);
        }

        return canonical;
    }

    /// <summary>Writes labels that are in their order, without the braces: <c>a="1",b="2"</c>.</summary>
    public static byte[] Write(IReadOnlyList<Label> canonical)
    {
        var text = new StringBuilder();
        foreach (var label in canonical)
        {
            if (text.Length > 0)
                text.Append(',');
            text.Append(Name(label.Name, colons: false)).Append("=\"").Append(Quoted(label.Value)).Append('"');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A name, in quotation marks if it is more than letters, digits and underscores.</summary>
    public static string Name(string name, bool colons) => LegacyName.Is(name, colons) ? name : $"\"{Quoted(name)}\"";

    /// <summary>A text as it stands in quotation marks.</summary>
    public static string Quoted(string text) => Unquoted(text).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>A text as it stands without them.</summary>
    public static string Unquoted(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
