using System.Globalization;
using System.Text;
using Instrumentation.Metrics;

namespace Instrumentation.Export.ConsoleOutput;

/// <summary>Metrics as text: a table of values and one of histograms, sorted by instrument and tags, numbers below each other.</summary>
internal static class MetricsTable
{
    private const int WidestTags = 80;

    public static string Render(IReadOnlyList<Metric> metrics, ConsoleStyle style)
    {
        var rows = Rows(metrics, style);
        if (rows.Count == 0)
            return "";

        var series = rows.Count == 1 ? "1 series" : HumanNumber.Count(rows.Count) + " series";
        var instruments = metrics.Count == 1 ? "1 instrument" : HumanNumber.Count(metrics.Count) + " instruments";
        var text = new StringBuilder(style.Paint(Tone.Strong, "metrics"));
        text.Append(CultureInfo.InvariantCulture, $" {style.Dot} {instruments} {style.Dot} {series}\n");
        AppendTable(text, style, Values(rows, style));
        AppendTable(text, style, Histograms(rows, style));
        return text.ToString();
    }

    private static List<Row> Rows(IReadOnlyList<Metric> metrics, ConsoleStyle style)
    {
        // Two meters may have instruments of one name; then, and only then, the meter is worth its columns.
        var ambiguous = metrics.GroupBy(static metric => metric.Name, StringComparer.Ordinal)
            .Where(static group => group.Select(static metric => metric.Description.Scope.Name).Distinct(StringComparer.Ordinal).Count() > 1)
            .Select(static group => group.Key)
            .ToHashSet(StringComparer.Ordinal);

        return [.. metrics
            .SelectMany(static metric => metric.Points.Select(point => (metric.Description, Point: point)))
            .Select(series => new Row(series.Description, series.Point, Name(series.Description), Tags(series.Point.Tags, style)))
            .OrderBy(static row => row.Name, StringComparer.Ordinal)
            .ThenBy(static row => row.Point.Tags == TagSet.Overflow)
            .ThenBy(static row => row.Tags, StringComparer.Ordinal)];

        string Name(MetricDescription metric)
        {
            var name = ConsoleText.Name(metric.Name, style);
            return ambiguous.Contains(metric.Name) ? $"{name} [{ConsoleText.Name(metric.Scope.Name, style)}]" : name;
        }
    }

    private static string Tags(TagSet tags, ConsoleStyle style)
    {
        var text = new StringBuilder();
        var width = 0;
        foreach (var (key, value) in tags)
        {
            var tag = ConsoleText.Tag(key, value, style);
            var tagWidth = ConsoleText.Width(tag) + 1;
            if (width > 0 && width + tagWidth > WidestTags)
                return text.Append(' ').Append(style.Cut).ToString();

            text.Append(text.Length > 0 ? " " : "").Append(tag);
            width += tagWidth;
        }

        return text.ToString();
    }

    private static List<string[]> Values(List<Row> rows, ConsoleStyle style) =>
    [
        ["instrument", "tags", ">value", ""],
        .. rows.Where(static row => row.Metric.Kind is MetricKind.Sum or MetricKind.Gauge).Select(row => new[]
        {
            row.Name, row.Tags, row.Metric.IsWhole
                ? HumanNumber.Value(row.Point.WholeValue, row.Metric.Unit, style)
                : HumanNumber.Value(row.Point.RealValue, row.Metric.Unit, style),
            ConsoleText.Name(HumanNumber.Unit(row.Metric.Unit), style),
        }),
    ];

    private static List<string[]> Histograms(List<Row> rows, ConsoleStyle style)
    {
        var table = new List<string[]> { (string[])["histogram", "tags", ">count", ">avg", ">p50", ">p95", ">p99", ">max", ""] };
        foreach (var row in rows)
        {
            if (row.Point.Histogram is not { } histogram)
                continue;

            (double Value, bool IsBound)[] estimates = [(histogram.Sum / histogram.Count, false), histogram.Quantile(0.5), histogram.Quantile(0.95), histogram.Quantile(0.99)];
            table.Add(
            [
                row.Name, row.Tags, HumanNumber.Count(histogram.Count),
                .. estimates.Select(estimate => (estimate.IsBound ? "<" : "") + HumanNumber.Estimate(estimate.Value, row.Metric.Unit, style)),
                HumanNumber.Value(histogram.Max, row.Metric.Unit, style),
                ConsoleText.Name(HumanNumber.Unit(row.Metric.Unit), style),
            ]);
        }

        return table;
    }

    /// <summary>
    /// Appends a table whose first row is the heading; a heading that begins with <c>&gt;</c> aligns its column to the right.
    /// </summary>
    private static void AppendTable(StringBuilder text, ConsoleStyle style, List<string[]> table)
    {
        if (table.Count == 1)
            return;

        var isRight = Array.ConvertAll(table[0], static heading => heading.StartsWith('>'));
        table[0] = Array.ConvertAll(table[0], static heading => heading.TrimStart('>'));
        var widths = Enumerable.Range(0, isRight.Length).Select(column => table.Max(row => ConsoleText.Width(row[column]))).ToArray();
        foreach (var row in table)
        {
            var cells = new List<string>();
            for (var column = 0; column < row.Length; column++)
            {
                var (cell, width) = (row[column], widths[column]);
                if (width > 0)
                    cells.Add(isRight[column] ? ConsoleText.PadLeft(cell, width) : ConsoleText.PadRight(cell, width));
            }

            var line = string.Join("  ", cells).TrimEnd();
            text.Append(row == table[0] ? style.Paint(Tone.Quiet, line) : line).Append('\n');
        }

        text.Append('\n');
    }

    private sealed record Row(MetricDescription Metric, MetricPoint Point, string Name, string Tags);
}
