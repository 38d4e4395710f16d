using Instrumentation.Integration.Tests.Support;

namespace Instrumentation.Integration.Tests;

/// <summary>The first program that anyone sees, over files whose words are known.</summary>
public sealed class QuickstartTests
{
    private const string OwnOutput = "6 words, 3 different; the most frequent long ones:\n     2  Pleasure\n     2  reading\n\n";

    private static readonly string[] Arguments = ["notes.md", "list.txt", "empty.txt", "binary.bin", "missing.txt"];

    [Fact]
    public async Task Counts_in_tree_and_tables_are_exact()
    {
        using var files = Files();
        await using var program = Start(files);
        Assert.Equal(0, await program.EndAsync());
        var report = ConsoleReport.Read(program.Output);

        var trace = Assert.Single(report.Traces);
        Assert.Equal(("Quickstart", 14, null), (trace.Scope, trace.SpanCount, trace.Continues));
        Assert.Equal(
            [
                "0 WordCounter.Run",
                "1 WordCounter.Count file.path=binary.bin format=other error.type=_OTHER outcome=unreadable",
                "2 WordCounter.Read error.type=System.IO.InvalidDataException",
                "1 WordCounter.Count file.path=empty.txt format=plain_text outcome=empty",
                "2 WordCounter.Read",
                "2 WordCounter.Tally format=plain_text words=0",
                "1 WordCounter.Count file.path=list.txt format=plain_text outcome=counted",
                "2 WordCounter.Read",
                "2 WordCounter.Tally format=plain_text words=2",
                "1 WordCounter.Count file.path=missing.txt format=plain_text error.type=_OTHER outcome=unreadable",
                "2 WordCounter.Read error.type=System.IO.FileNotFoundException",
                "1 WordCounter.Count file.path=notes.md format=markdown outcome=counted",
                "2 WordCounter.Read",
                "2 WordCounter.Tally format=markdown words=4",
            ],
            trace.Spans.Select(static span => string.Join(' ', [$"{span.Depth}", span.Name, .. span.TagTexts])));

        Assert.Equal(
            [
                new("files.read", "error.type=_OTHER format=other outcome=unreadable", 1),
                new("files.read", "error.type=_OTHER format=plain_text outcome=unreadable", 1),
                new("files.read", "format=markdown outcome=counted", 1),
                new("files.read", "format=plain_text outcome=counted", 1),
                new("files.read", "format=plain_text outcome=empty", 1),
                new("quickstart.word_counter.read.duration", "", 3),
                new("quickstart.word_counter.read.duration", "error.type=System.IO.FileNotFoundException", 1),
                new("quickstart.word_counter.read.duration", "error.type=System.IO.InvalidDataException", 1),
                new("quickstart.word_counter.tally.duration", "format=markdown", 1),
                new("quickstart.word_counter.tally.duration", "format=plain_text", 2),
            ],
            report.Series);
    }

    [Fact]
    public async Task A_missing_file_is_marked_and_its_exception_told()
    {
        using var files = Files();
        await using var program = Start(files);
        Assert.Equal(0, await program.EndAsync());

        var spans = Assert.Single(ConsoleReport.Read(program.Output).Traces).Spans;
        var count = Assert.Single(spans, static span => span.Tags.GetValueOrDefault("file.path") == "missing.txt");
        Assert.Equal((true, "IsFailure"), (count.IsFailed, count.Message));
        var read = spans[spans.ToList().IndexOf(count) + 1];
        Assert.True(read.IsFailed);
        Assert.Contains("missing.txt", read.Message, StringComparison.Ordinal);
        Assert.StartsWith("exception System.IO.FileNotFoundException: Could not", Assert.Single(read.Events), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Into_a_pipe_it_writes_plain_text_beside_its_own()
    {
        using var files = Files();
        await using var program = Start(files);
        Assert.Equal(0, await program.EndAsync());

        Assert.DoesNotContain('\e', program.Output);
        Assert.Contains('├', program.Output);
        Assert.Equal(OwnOutput, ConsoleReport.Read(program.Output).OwnText);
        Assert.Equal("", program.Error);
    }

    [Fact]
    public async Task Switched_off_it_writes_its_own_output_and_nothing_else()
    {
        using var files = Files();
        await using var program = Start(files, ("OTEL_SDK_DISABLED", "true"));
        Assert.Equal(0, await program.EndAsync());

        Assert.Equal((OwnOutput, ""), (program.Output, program.Error));
    }

    [Theory]
    [InlineData("OTEL_TRACES_EXPORTER", 0, 10)]
    [InlineData("OTEL_METRICS_EXPORTER", 1, 0)]
    public async Task Each_signal_can_be_switched_off_by_itself(string variable, int traces, int series)
    {
        using var files = Files();
        await using var program = Start(files, (variable, "none"));
        Assert.Equal(0, await program.EndAsync());

        var report = ConsoleReport.Read(program.Output);
        Assert.Equal((traces, series), (report.Traces.Count, report.Series.Count));
        Assert.Equal(OwnOutput, report.OwnText);
    }

    [Fact]
    public async Task On_a_terminal_it_is_in_colour_unless_asked_not_to()
    {
        // The program that gives another a terminal has these options on Linux alone.
        if (!OperatingSystem.IsLinux())
            return;

        using var files = Files();
        var command = $"dotnet exec '{Programs.Quickstart}' {string.Join(' ', Arguments)}";
        string[] onTerminal = ["-qec", command, "/dev/null"];
        var term = ("TERM", "xterm-256color");
        await using var colourful = RunningProgram.StartCommand("script", onTerminal, files.Folder, term);
        await using var plain = RunningProgram.StartCommand("script", onTerminal, files.Folder, term, ("NO_COLOR", "1"));
        Assert.Equal((0, 0), (await colourful.EndAsync(), await plain.EndAsync()));

        Assert.Contains("\e[32m✓\e[0m", colourful.Output, StringComparison.Ordinal);
        Assert.Contains("WordCounter.Run", plain.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\e\[\d*m", plain.Output);
    }

    // Words of a Markdown file that stand in code don't count.
    private static TextFiles Files() => new(
        ("notes.md", "Pleasure in reading: `not counted`. Pleasure!"),
        ("list.txt", "reading in"),
        ("empty.txt", ""),
        ("binary.bin", "\0\0"));

    private static RunningProgram Start(TextFiles files, params (string Name, string Value)[] environment) =>
        RunningProgram.Start(Programs.Quickstart, Arguments, files.Folder, environment);
}
