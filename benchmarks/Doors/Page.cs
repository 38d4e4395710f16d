using System.Text;
using System.Text.Json;
using Instrumentation.Benchmarks.Measuring;
using Instrumentation.Benchmarks.Subjects;

namespace Instrumentation.Benchmarks.Doors;

/// <summary>Writes the tables of docs/performance.md, and its charts, from the rows of a run. What people have written around the tables stays.</summary>
internal static class Page
{
    private const string End = "<!-- end -->";

    /// <param name="file">The rows.</param>
    public static int Write(string file)
    {
        var rows = JsonSerializer.Deserialize<List<Row>>(File.ReadAllText(file), Row.Format)!;
        var docs = Path.Combine(Repository.Root, "docs");
        var page = Path.Combine(docs, "performance.md");
        var text = File.ReadAllText(page);
        var charts = Directory.CreateDirectory(Path.Combine(docs, "performance"));
        foreach (var suite in rows.GroupBy(static row => row.Suite()))
        {
            var start = $"<!-- rows: {suite.Key} -->";
            var from = text.IndexOf(start, StringComparison.Ordinal);
            if (from < 0)
                throw new InvalidOperationException($"docs/performance.md has no place for the suite {suite.Key}; a line {start} and a line {End} make one.");
            var to = text.IndexOf(End, from, StringComparison.Ordinal);
            text = $"{text[..from]}{start}\n{Table(suite)}\n![Ratios of the suite {suite.Key}](performance/{suite.Key}.svg)\n{text[to..]}";
            File.WriteAllText(Path.Combine(charts.FullName, $"{suite.Key}.svg"), Chart.Of([.. suite]));
        }

        File.WriteAllText(page, text);
        return 0;
    }

    private static string Table(IEnumerable<Row> rows)
    {
        var table = new StringBuilder("| case | ours | peer | | ratio | bytes | goal |\n|---|---:|---:|---|---:|---:|---|\n");
        foreach (var row in rows)
        {
            string[] bytes = [.. new[] { Words.Bytes(row, row.OursBytes), Words.Bytes(row, row.PeerBytes) }.Where(static text => text.Length > 0)];
            string[] cells =
            [
                row.Name(),
                Words.Time(row.OursNs),
                Words.Time(row.PeerNs),
                row.Peer,
                Words.Ratio(row),
                string.Join(" / ", bytes),
                Words.Verdict(row),
            ];
            table.Append("| ").AppendJoin(" | ", cells.Select(static cell => cell.Replace("<", "&lt;", StringComparison.Ordinal))).Append(" |\n");
        }

        return table.ToString();
    }
}
