using System.Globalization;
using System.Text.Json;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests;

/// <summary>docs/performance.md says what the last run has measured, and nothing better.</summary>
public sealed class PerformancePageTests
{
    [Fact]
    public void Its_tables_are_those_of_the_last_run()
    {
        var page = File.ReadAllLines(Path.Combine(Repository.Root, "docs/performance.md"));
        var rows = page.Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| case ", StringComparison.Ordinal))
            .Select(static line => line.Trim('|', ' ').Split(" | ").Select(static cell => cell.Trim()).ToArray())
            .Select(static cells => (Case: cells[0], Peer: cells[3], Ratio: cells[4].Split(' ')[0], Misses: cells[^1].EndsWith("not met", StringComparison.Ordinal)))
            .Order().ToList();
        using var run = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "benchmarks/results/latest.json")));
        var measured = run.RootElement.EnumerateArray()
            .Select(static row => (
                Case: row.GetProperty("case").GetString()!.Split('/', 2)[1].Replace("<", "&lt;", StringComparison.Ordinal),
                Peer: row.GetProperty("peer").GetString()!,
                Ratio: row.GetProperty("ratio").GetDouble().ToString("0.00", CultureInfo.InvariantCulture),
                Misses: row.GetProperty("met").ValueKind == JsonValueKind.False))
            .Order().ToList();

        Assert.True(rows.Count > 50);
        Assert.Equal(measured, rows);
    }
}
