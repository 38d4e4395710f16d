using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Instrumentation.Benchmarks.Measuring;
using Instrumentation.Benchmarks.Subjects;
using Instrumentation.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Benchmarks.Cases;

/// <summary>What a build pays for the generator and the analyzers, and an editor for each edit. The compiler is warm, as in a server that stays.</summary>
internal static class CompilerCases
{
    private const int Rounds = 3;
    private const int Edits = 9;

    // What the analyzers add is a difference of two long times.
    private const int AnalysisRounds = 3;
    private const int CostliestRules = 3;

    private static readonly int[] MethodCounts = [100, 1_000, 5_000];

    // No more than five in a hundred.
    private static readonly Goal Share = Goal.Times(20);

    public static IEnumerable<Case> All()
    {
        foreach (var methods in MethodCounts)
        {
            var sources = new Sources(methods, Sites: 5, Lines: 50_000);
            yield return new OtherCase(string.Create(CultureInfo.InvariantCulture, $"compiler/clean build, {methods:N0} methods"), name => CleanBuild(name, sources));
        }

        yield return new OtherCase("compiler/analyzers, 1,000 methods", static name => Analysis(name, new(1_000, Sites: 5, Lines: 50_000)));
        yield return new OtherCase("compiler/edit", static name => Editing(name, new(5_000, Sites: 5, Lines: 100_000)));
    }

    private static IEnumerable<Row> CleanBuild(string name, Sources sources)
    {
        var (generator, whole, plain, byHand) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        // The largest are long enough to be measured once, with a compiler that the smaller ones have warmed.
        for (var i = sources.Methods > 1_000 ? Rounds - 1 : -1; i < Rounds; i++)
        {
            var compilation = sources.Compile(Observed.ByAttributes);
            Compilation generated = compilation;
            var generating = Time(() => NewDriver().RunGeneratorsAndUpdateCompilation(compilation, out generated, out _));
            var all = generating + Time(() => Emit(generated));
            var notObserved = sources.Compile(Observed.Not);
            var without = Time(() => Emit(notObserved));
            var handWritten = sources.Compile(Observed.ByHand);
            var hand = Time(() => Emit(handWritten));
            if (i < 0)
                continue;

            generator.Add(generating);
            whole.Add(all);
            plain.Add(without);
            byHand.Add(hand);
        }

        yield return Row.OfTimes($"{name}, generator", [.. generator], "the whole build", [.. whole], Share);
        yield return Row.OfTimes(name, [.. whole], "no telemetry", [.. plain]);
        yield return Row.OfTimes(name, [.. whole], Peer.ByHand, [.. byHand]);
    }

    // What a build has more to do with the analyzers than without, and, of that, what the rules do themselves. Of a tree or an attribute that the
    // compiler needs anyway, the first who asks is charged with the making, so that the sum over the rules is more than what they add.
    private static IEnumerable<Row> Analysis(string name, Sources sources)
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers =
        [
            .. typeof(Instrumentation.Analyzers.RuleIds).Assembly.GetTypes()
                .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
                .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ];
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var (added, compiling) = (new List<double>(), new List<double>());
        var rules = analyzers.ToDictionary(static a => a, static _ => new List<double>());
        for (var i = -1; i < AnalysisRounds; i++)
        {
            AnalysisResult? result = null;
            var emitting = ProcessorTime(Generated(sources), Emit);
            var binding = ProcessorTime(Generated(sources), static c => c.GetDiagnostics());
            var analyzing = ProcessorTime(
                Generated(sources), c => result = c.WithAnalyzers(analyzers, options).GetAnalysisResultAsync(CancellationToken.None).Result);
            if (i < 0)
                continue;

            compiling.Add(emitting);
            added.Add(analyzing - binding);
            foreach (var (analyzer, times) in rules)
                times.Add(result!.AnalyzerTelemetryInfo[analyzer].ExecutionTime.TotalNanoseconds);
        }

        double[] all = [.. Enumerable.Range(0, AnalysisRounds).Select(i => rules.Values.Sum(times => times[i]))];
        yield return Row.OfTimes($"{name}, added processor time", [.. added], "compiling", [.. compiling], Share);
        yield return Row.OfTimes($"{name}, all rules themselves", all, "compiling", [.. compiling]);
        foreach (var (rule, times) in rules.OrderByDescending(static r => Statistics.Median(r.Value)).Take(CostliestRules))
            yield return Row.OfTimes($"{name}, {rule.SupportedDiagnostics[0].Id} itself", [.. times], "all rules themselves", all);
    }

    private static Compilation Generated(Sources sources)
    {
        NewDriver().RunGeneratorsAndUpdateCompilation(sources.Compile(Observed.ByAttributes), out var compilation, out _);
        return compilation;
    }

    private static IEnumerable<Row> Editing(string name, Sources sources)
    {
        // What is known of a file is kept as long as its tree lives: nothing is only in a project that was never seen.
        var compilation = sources.Compile(Observed.ByAttributes);
        GeneratorDriver driver = NewDriver();
        var scratch = Time(() => driver = driver.RunGenerators(compilation));

        yield return Edit("unrelated", Sources.Unrelated, static i => $"static class Unrelated {{ static int M() {{ return {i}; }} }}", Goal.AtMost(5, 100 * 1024));
        yield return Edit(
            "in an attributed body", Sources.FirstServices, i => sources.Services(0, Observed.ByAttributes).Replace("x + 1", $"x + 1 + {i}", StringComparison.Ordinal), null);
        yield return Edit("of a file with calls", Sources.FirstCallers, i => sources.Callers(0) + $"// {i}", null);
        yield return Edit("of a private signature", Sources.Unrelated, static i => $"static class Unrelated {{ static int M{i}() {{ return 1; }} }}", null);
        yield return Edit("of a signature", Sources.Unrelated, static i => $"static class Unrelated {{ public static int M{i}() {{ return 1; }} }}", null);

        Row Edit(string what, string path, Func<int, string> text, Goal? goal)
        {
            var (times, bytes) = (new List<double>(), new List<double>());
            for (var i = -Edits; i < Edits; i++)
            {
                compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == path), Sources.Parse(path, text(i + Edits)));
                var before = GC.GetAllocatedBytesForCurrentThread();
                var time = Time(() => driver = driver.RunGenerators(compilation));
                if (i < 0)
                    continue;

                bytes.Add(GC.GetAllocatedBytesForCurrentThread() - before);
                times.Add(time);
            }

            return new Row(
                $"{name} {what}, 5,000 methods and 25,000 calls",
                Statistics.Median(times),
                "from nothing",
                scratch,
                scratch / Statistics.Median(times),
                OursBytes: Statistics.Median(bytes)).With(goal);
        }
    }

    private static CSharpGeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(
        [new InstrumentationGenerator().AsSourceGenerator()],
        parseOptions: Sources.Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: false));

    private static void Emit(Compilation compilation)
    {
        using var to = new MemoryStream();
        var result = compilation.Emit(to);
        if (!result.Success)
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Take(3)));
    }

    private static double Time(Action step)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        step();
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds;
    }

    private static double ProcessorTime(Compilation compilation, Action<Compilation> step)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        step(compilation);
        return (Environment.CpuUsage.TotalTime - before).TotalNanoseconds;
    }
}
