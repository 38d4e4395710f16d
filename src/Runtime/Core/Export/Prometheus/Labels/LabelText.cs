using Instrumentation.Export.Otlp;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes labels as text has them.</summary>
internal static class LabelText
{
    // Belongs to the buckets of histograms.
    private const string Bucket = "le";

    private const int Capacity = 512;

    // In UTF-8 a character is not longer.
    private const int MaxBytes = 3;

    /// <summary>
    /// Puts labels into their order, each name once: values that come together under one name are joined, in the order of their keys.
    /// </summary>
    /// <param name="labels">The labels.</param>
    /// <param name="keepsBucket">Whether the name <c>le</c> is somebody else's.</param>
    public static void MakeCanonical(List<Label> labels, bool keepsBucket)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (keepsBucket && labels[i].Name == Bucket)
                labels[i] = labels[i] with { Name = "exported_le" };
        }

        labels.Sort(static (left, right) => Compare(left, right));
        var last = 0;
        for (var i = 1; i < labels.Count; i++)
        {
            if (labels[i].Name == labels[last].Name)
                labels[last] = labels[last] with { Value = $"{labels[last].Value};{labels[i].Value}" };
            else
                labels[++last] = labels[i];
        }

        if (labels.Count > 0)
            labels.RemoveRange(last + 1, labels.Count - last - 1);
    }

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

    private static int Compare(Label left, Label right)
    {
        var byName = string.CompareOrdinal(left.Name, right.Name);
        if (byName != 0)
            return byName;

        var byKey = string.CompareOrdinal(left.Key, right.Key);
        return byKey != 0 ? byKey : string.CompareOrdinal(left.Value, right.Value);
    }
}
