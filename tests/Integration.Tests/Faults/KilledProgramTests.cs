using System.Diagnostics;
using System.Text.RegularExpressions;
using Instrumentation.Integration.Tests.Support;
using Instrumentation.Integration.Tests.Wire;

namespace Instrumentation.Integration.Tests.Faults;

/// <summary>A program with a disk buffer that is killed at any moment: what it had put by arrives, sent by those that come after it.</summary>
public sealed partial class KilledProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("killed");

    [Fact]
    public async Task What_was_put_by_arrives_however_often_the_program_is_killed()
    {
        await using var receiver = await Receiver.StartAsync();
        var random = new Random(20);
        var kept = new HashSet<string>();
        for (var life = 0; life < 12; life++)
        {
            // In every other life nobody listens.
            if (life % 2 == 1)
                await receiver.KillAsync();
            await using (var program = Start(receiver))
            {
                await program.SeenAsync(Round());
                await Task.Delay(random.Next(150));
                await program.KillAsync();
                kept.UnionWith(Round().Matches(program.Output).SelectMany(static round => round.Groups[1].Value.Split(' ')));
            }

            if (life % 2 == 1)
                await receiver.StartAgainAsync();
        }

        await using (var last = Start(receiver))
        {
            await receiver.SeenAsync(r => kept.IsSubsetOf(r.Spans.Select(static span => span.Id)));
            await last.WriteLineAsync("end");
            Assert.Equal(0, await last.EndAsync());
            Assert.EndsWith("left 0\n", last.Output, StringComparison.Ordinal);
        }

        Assert.True(kept.Count > 200);
        Assert.Empty(Directory.GetFiles(_folder.FullName, "*.segment", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Two_programs_share_a_folder_and_one_takes_over_what_the_other_left()
    {
        await using var receiver = await Receiver.StartAsync();
        await receiver.KillAsync();
        var kept = new HashSet<string>();
        await using (var one = Start(receiver))
        await using (var other = Start(receiver))
        {
            foreach (var program in new[] { one, other })
            {
                await program.SeenAsync(Round());
                await program.KillAsync();
                kept.UnionWith(Round().Matches(program.Output).SelectMany(static round => round.Groups[1].Value.Split(' ')));
            }
        }

        await receiver.StartAgainAsync();
        await using var heir = Start(receiver);

        await receiver.SeenAsync(r => kept.IsSubsetOf(r.Spans.Select(static span => span.Id)));
        await heir.WriteLineAsync("end");
        Assert.Equal(0, await heir.EndAsync());
    }

    [Fact]
    public async Task A_decent_end_leaves_what_it_could_not_send_at_once_to_the_next()
    {
        await using var receiver = await Receiver.StartAsync();
        await receiver.KillAsync();
        string output;
        await using (var program = Start(receiver))
        {
            await program.SeenAsync(Round());
            var watch = Stopwatch.StartNew();
            await program.WriteLineAsync("end");
            Assert.Equal(0, await program.EndAsync());
            output = program.Output;
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            Assert.DoesNotContain("left 0", output, StringComparison.Ordinal);
        }

        await receiver.StartAgainAsync();
        await using var next = Start(receiver);

        var kept = Round().Matches(output).SelectMany(static round => round.Groups[1].Value.Split(' ')).ToHashSet();
        await receiver.SeenAsync(r => kept.IsSubsetOf(r.Spans.Select(static span => span.Id)));
        await next.WriteLineAsync("end");
        Assert.Equal(0, await next.EndAsync());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // A line that is whole: one that was cut by the end is none.
    [GeneratedRegex("^((?:[0-9a-f]{16} ?)+)\n", RegexOptions.Multiline)]
    private static partial Regex Round();

    private RunningProgram Start(Receiver receiver) => RunningProgram.Start(
        Programs.Sender,
        [_folder.FullName, "67108864"],
        environment: [("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Http.ToString()), ("OTEL_METRICS_EXPORTER", "none"), ("OTEL_BSP_SCHEDULE_DELAY", "1")]);
}
