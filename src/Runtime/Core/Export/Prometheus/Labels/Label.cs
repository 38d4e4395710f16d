namespace Instrumentation.Export.Prometheus;

/// <summary>A label.</summary>
/// <param name="Key">The key of the tag that it comes from.</param>
/// <param name="Name">What it is called on the page.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct Label(string Key, string Name, string Value)
{
    // Belongs to the buckets of histograms.
    private const string Bucket = "le";

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

    private static int Compare(Label left, Label right)
    {
        var byName = string.CompareOrdinal(left.Name, right.Name);
        if (byName != 0)
            return byName;

        var byKey = string.CompareOrdinal(left.Key, right.Key);
        return byKey != 0 ? byKey : string.CompareOrdinal(left.Value, right.Value);
    }
}
