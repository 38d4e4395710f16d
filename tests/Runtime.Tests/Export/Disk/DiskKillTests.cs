using System.Globalization;
using Instrumentation.Diagnostics;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>A process that is killed at any moment, again and again: whatever it was told is on disk comes back, until it is complete.</summary>
[Collection(ProcessWide.Name)]
public sealed class DiskKillTests
{
    private const int Kills = 15;

    private readonly HashSet<int> _begun = [];
    private readonly HashSet<int> _appended = [];
    private readonly HashSet<int> _completing = [];
    private readonly HashSet<int> _complete = [];

    [Fact]
    public async Task What_was_appended_comes_back_until_it_is_complete_and_the_counts_add_up()
    {
        using var folder = new DiskFolder();
        var random = new Random(20261127);
        var (recovered, damaged) = (0, 0);
        for (var run = 1; run <= Kills; run++)
        {
            using var program = DiskProgram.StartLoad(folder.Path, run);
            var lines = new List<string>();
            for (var left = random.Next(4_000); left > 0 || !lines.Contains("ready"); left--)
                lines.Add((await program.NextLineAsync())!);
            lines.AddRange(await program.KillAsync());

            recovered += CheckRecovered([.. lines.Where(static line => line.StartsWith("r ", StringComparison.Ordinal)).Select(IdOf)]);
            damaged += lines.Count(static line => line.StartsWith("dropped ", StringComparison.Ordinal) && line.EndsWith(" 1 Damaged", StringComparison.Ordinal));
            lines.ForEach(Learn);
        }

        using var buffer = folder.Open();
        var last = new[] { "a", "b" }.SelectMany(name => buffer.Queue(name).Recovered.Select(stored => buffer.Queue(name).ReadBody(stored)!)).ToList();
        Assert.All(last, static body => Assert.Equal(DiskLoad.BodyOf(BitConverter.ToInt32(body)), body));
        recovered += CheckRecovered([.. last.Select(static body => BitConverter.ToInt32(body))]);
        damaged += folder.DroppedItems(DropReason.Damaged);

        // Of what was being written when it was killed, it had not been told that it is on disk.
        Assert.InRange(damaged, 0, _begun.Count - _appended.Count);
        Assert.True(recovered > Kills, $"Only {recovered} parcels outlived their process: this proves little.");
    }

    private int CheckRecovered(HashSet<int> recovered)
    {
        Assert.Subset(_begun.Except(_complete).ToHashSet(), recovered);
        Assert.Superset(_appended.Except(_completing).ToHashSet(), recovered);
        return recovered.Count;
    }

    private void Learn(string line)
    {
        _ = line.Split(' ')[0] switch
        {
            "b" => _begun.Add(IdOf(line)),
            "a" => _appended.Add(IdOf(line)),
            "c" => _completing.Add(IdOf(line)),
            "C" => _complete.Add(IdOf(line)),
            "r" or "ready" => true,
            "dropped" when line.EndsWith(" 1 Damaged", StringComparison.Ordinal) => true,
            _ => throw new InvalidOperationException($"It must not say \"{line}\"."),
        };
    }

    private static int IdOf(string line) => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
}
