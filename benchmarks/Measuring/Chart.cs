using System.Globalization;
using System.Text;

namespace Instrumentation.Benchmarks.Measuring;

/// <summary>Rows as bars: how many times the peer takes what ours takes, on a scale of logarithms, so that twice and half are as far from one.</summary>
internal static class Chart
{
    private const int Line = 22;
    private const int Labels = 420;
    private const int Bars = 460;
    private const double Least = 0.1;
    private const double Most = 1_000;

    private static readonly double[] Marks = [0.1, 1, 10, 100, 1_000];

    /// <summary>The chart as SVG.</summary>
    public static string Of(IReadOnlyList<Row> rows)
    {
        var height = ((rows.Count + 1) * Line) + 16;
        var svg = new StringBuilder();
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Labels + Bars + 90}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        Add($"<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        foreach (var mark in Marks)
        {
            Add($"<line x1=\"{X(mark)}\" x2=\"{X(mark)}\" y1=\"{Line}\" y2=\"{height - 8}\" stroke=\"{(mark == 1 ? "#444444" : "#dddddd")}\"/>\n");
            Add($"<text x=\"{X(mark)}\" y=\"14\" fill=\"#444444\" text-anchor=\"middle\">{mark:0.#}</text>\n");
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var (row, top) = (rows[i], ((i + 1) * Line) + 4);
            var end = X(Math.Clamp(row.Ratio, Least, Most));
            var name = Escape($"{row.Name()}, against {row.Peer}");
            Add($"<text x=\"{Labels - 8}\" y=\"{top + 12}\" fill=\"#222222\" text-anchor=\"end\">{name}</text>\n");
            Add($"<rect x=\"{Math.Min(X(1), end)}\" y=\"{top}\" width=\"{Math.Max(1, Math.Abs(end - X(1)))}\" height=\"{Line - 8}\" fill=\"{Colour(row)}\"/>\n");
            Add($"<text x=\"{Labels + Bars + 8}\" y=\"{top + 12}\" fill=\"#222222\">x{row.Ratio:0.00}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();

        void Add(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
    }

    // Green ahead, blue behind without having aimed at more, orange where an aim is missed.
    private static string Colour(Row row) => row.Met == false ? "#d9822b" : row.Ratio >= 1 ? "#3a9d5d" : "#5b7fb5";

    private static int X(double ratio) => Labels + (int)(Math.Log10(ratio / Least) / Math.Log10(Most / Least) * Bars);

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
