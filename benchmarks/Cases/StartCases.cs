using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Instrumentation.Benchmarks.Measuring;
using Instrumentation.Benchmarks.Subjects;

namespace Instrumentation.Benchmarks.Cases;

/// <summary>
/// What a start costs, in processes of their own (<c>benchmarks/Programs</c>): traces and metrics to a receiver, until the first span has ended; compiled
/// just in time, and ahead of it. What the program has without any telemetry is taken off sizes and memory.
/// </summary>
internal static class StartCases
{
    private const int Starts = 15;

    // The receiver is not there: nothing is sent before the span has ended.
    private const string Nobody = "http://127.0.0.1:9";

    private static readonly Goal Half = Goal.Times(2);

    public static IEnumerable<Case> All()
    {
        yield return new OtherCase("start/just in time", static name => Measure(name, "build", "-f", "net10.0"));
        yield return new OtherCase("start/compiled ahead", static name => Measure(name, "publish", "-f", "net9.0", "-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishAot=true"));
    }

    private static IEnumerable<Row> Measure(string name, params string[] build)
    {
        var folder = Directory.CreateTempSubdirectory("starts-");
        try
        {
            var (nothing, ours, theirs) = (new List<Start>(), new List<Start>(), new List<Start>());
            var programs = new[] { ("Nothing", nothing), ("Ours", ours), ("Peer", theirs) };
            foreach (var (program, _) in programs)
                Build(program, Path.Combine(folder.FullName, program), build);
            for (var i = 0; i < Starts; i++)
            {
                foreach (var (program, starts) in programs)
                    starts.Add(Run(Path.Combine(folder.FullName, program, program)));
            }

            yield return Row.OfTimes(name, [.. ours.Select(static s => s.Nanoseconds)], Peer.OpenTelemetry, [.. theirs.Select(static s => s.Nanoseconds)], Half);
            yield return Added($"{name}, memory added", static s => s.Memory, null);
            yield return Added($"{name}, threads added", static s => s.Threads, null) with { IsCount = true };
            if (build[0] == "publish")
            {
                yield return Row.OfBytes(
                    $"{name}, size added", Size("Ours") - Size("Nothing"), Peer.OpenTelemetry, Size("Peer") - Size("Nothing"), Half);
            }

            Row Added(string what, Func<Start, double> value, Goal? goal) => Row.OfBytes(
                what,
                Statistics.Median(ours.Select(value)) - Statistics.Median(nothing.Select(value)),
                Peer.OpenTelemetry,
                Statistics.Median(theirs.Select(value)) - Statistics.Median(nothing.Select(value)),
                goal);
            double Size(string program) => new FileInfo(Path.Combine(folder.FullName, program, program)).Length;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Build(string program, string output, string[] build)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [build[0], Path.Combine(Repository.Root, "benchmarks", "Programs", program), .. build[1..], "-c", "Release", "-o", output, "-v", "q", "--nologo", "-p:RunAnalyzers=false"])
        {
            RedirectStandardOutput = true,
        })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"benchmarks/Programs/{program} does not build:\n{said}");
    }

    private static Start Run(string program)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [Nobody]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var told = process.StandardOutput.ReadToEnd().Split(' ').Select(static word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        process.WaitForExit();
        return new(told[0] * 1e6, told[1], told[2]);
    }

    private readonly record struct Start(double Nanoseconds, double Memory, double Threads);
}
