namespace Instrumentation.Analyzers;

/// <summary>
/// What OpenTelemetry's semantic conventions say about keys and metrics. The facts are a text in order of names, in the generated files: a
/// look-up searches that text, so that there is nothing to load or to keep.
/// </summary>
public static partial class SemanticConventions
{
    /// <summary>Every key that the conventions know, in ordinal order.</summary>
    public static IEnumerable<string> Keys => Names(Attributes);

    /// <summary>Every metric that the conventions know, in ordinal order.</summary>
    public static IEnumerable<string> MetricNames => Names(Metrics);

    /// <summary>What the conventions say about the key; null where they don't know it.</summary>
    public static AttributeConvention? Find(string key)
    {
        if (Line(Attributes, key) is { } fields)
            return new AttributeConvention(fields);

        // http.request.header.accept is one of the keys that http.request.header is a template of.
        for (var dot = key.LastIndexOf('.'); dot > 0; dot = key.LastIndexOf('.', dot - 1))
        {
            if (Line(Attributes, key.Substring(0, dot)) is { } parent)
                return new AttributeConvention(parent) is { IsTemplate: true } template ? template : null;
        }

        return null;
    }

    /// <summary>What the conventions say about the metric; null where they don't know it.</summary>
    public static MetricConvention? FindMetric(string name) => Line(Metrics, name) is { } fields ? new MetricConvention(fields) : null;

    private static string[]? Line(string table, string name)
    {
        var low = 0;
        var high = table.Length;
        while (low < high)
        {
            // Both ends are at the beginning of a line, and so is what is compared: that of the line in the middle.
            var middle = (low + high) / 2;
            var start = middle == 0 ? 0 : table.LastIndexOf('\n', middle - 1) + 1;
            var end = table.IndexOf('\n', start);
            var order = Compare(table, start, name);
            if (order == 0)
                return table.Substring(start, end - start).Split('|');
            if (order < 0)
                low = end + 1;
            else
                high = start;
        }

        return null;
    }

    // A name that another one begins with stands before it.
    private static int Compare(string table, int start, string name)
    {
        var length = table.IndexOf('|', start) - start;
        var order = string.CompareOrdinal(table, start, name, 0, length);
        return order != 0 ? order : length - name.Length;
    }

    private static IEnumerable<string> Names(string table)
    {
        for (var start = 0; start < table.Length; start = table.IndexOf('\n', start) + 1)
            yield return table.Substring(start, table.IndexOf('|', start) - start);
    }
}
