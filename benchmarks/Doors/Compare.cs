using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Instrumentation.Benchmarks.Measuring;

namespace Instrumentation.Benchmarks.Doors;

/// <summary>Measures cases turn by turn in this process, and prints a row of each as soon as it is known.</summary>
internal static class Compare
{
    /// <param name="output">Where the table goes.</param>
    /// <param name="filter">A part of cases' names; null for all.</param>
    /// <param name="file">Where the rows go as JSON; null for nowhere.</param>
    /// <returns>What the process ends with: that a goal is not met is no failure, that nothing was measured is one.</returns>
    public static int Run(TextWriter output, string? filter, string? file)
    {
        var started = Stopwatch.GetTimestamp();
        var rows = new List<Row>();
        output.WriteLine($"{"case",-58} {"ours",10} {"peer",10}   {"peer is",-24} {"ratio",14} {"bytes",18}   goal");
        foreach (var row in Suites.Select(filter).SelectMany(static one => one.Measure()))
        {
            rows.Add(row);
            output.WriteLine(
                $"{row.Case,-58} {Words.Time(row.OursNs),10} {Words.Time(row.PeerNs),10}   {row.Peer,-24} {Words.Ratio(row),14} {Words.Bytes(row, row.OursBytes),8} {Words.Bytes(row, row.PeerBytes),9}   {Words.Verdict(row)}");
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rows.Count} rows, {rows.Count(static row => row.Met == true)} goals met, {rows.Count(static row => row.Met == false)} not met, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
        if (rows.Count == 0)
        {
            Console.Error.WriteLine($"No case's name contains \"{filter}\".");
            return 2;
        }

        if (file is not null)
            File.WriteAllText(file, JsonSerializer.Serialize(rows, Row.Format) + "\n");
        return 0;
    }
}
