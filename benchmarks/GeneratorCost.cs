using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Instrumentation.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Benchmarks;

/// <summary>What an edit costs in the generator, step by step, in a project of some size.</summary>
internal static class GeneratorCost
{
    private static readonly CSharpParseOptions Options =
        new CSharpParseOptions(LanguageVersion.CSharp12).WithFeatures([new("InterceptorsNamespaces", "Instrumentation.Generated")]);

    private const int Warming = 8;

    public static void Measure(TextWriter output, int methods, int methodsPerFile, int sitesPerMethod, int otherInvocations)
    {
        var othersPerFile = otherInvocations / (methods / methodsPerFile);
        var texts = new Dictionary<string, string> { ["/repo/Unrelated.cs"] = "static class Unrelated { static int M() { return 1; } }" };
        for (var i = 0; i < methods / methodsPerFile; i++)
        {
            texts[$"/repo/Services{i}.cs"] = Services(i, methodsPerFile);
            texts[$"/repo/Callers{i}.cs"] = Callers(i, methodsPerFile, sitesPerMethod, othersPerFile);
        }

        output.WriteLine($"{methods} attributed methods, {methods * sitesPerMethod} calls of them, {otherInvocations} other invocations, {texts.Count} files");

        // Tracking has a cost of its own: one driver is timed, and another one, over trees of its own, tells of its steps.
        var timed = Side.Over(texts, tracks: false);
        var tracked = Side.Over(texts, tracks: true);
        Report(output, "first run", ref timed, ref tracked);
        Edit("unrelated edit", "/repo/Unrelated.cs", i => $"static class Unrelated {{ static int M() {{ return {i}; }} }}");
        Edit("edit in an attributed body", "/repo/Services0.cs", i => Services(0, methodsPerFile).Replace("x + 1", $"x + 1 + {i}", StringComparison.Ordinal));
        Edit("edit in a calling file", "/repo/Callers0.cs", i => Callers(0, methodsPerFile, sitesPerMethod, othersPerFile) + $"// {i}");
        Edit("edit of a signature", "/repo/Unrelated.cs", i => $"static class Unrelated {{ static int M{i}() {{ return 1; }} }}");
        Edit("attribute added", "/repo/Unrelated.cs", i => $"static class Unrelated {{ [Instrumentation.Traced] static int N{i}() {{ return 1; }} }}");
        Change("new file", i => $"/repo/New{i}.cs", i => $"static class New{i} {{ static int M() {{ return 1; }} }}");

        void Edit(string name, string path, Func<int, string> text) => Change(name, _ => path, text);

        void Change(string name, Func<int, string> path, Func<int, string> text)
        {
            for (var i = 1; i <= Warming; i++)
            {
                timed = timed.With(path(i), text(i)).Run();
                tracked = tracked.With(path(i), text(i)).Run();
            }

            timed = timed.With(path(Warming + 1), text(Warming + 1));
            tracked = tracked.With(path(Warming + 1), text(Warming + 1));
            Report(output, name, ref timed, ref tracked);
        }
    }

    private static void Report(TextWriter output, string name, ref Side timed, ref Side tracked)
    {
        GC.Collect();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        timed = timed.Run();
        var elapsed = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;

        GC.Collect();
        tracked = tracked.Run();
        var steps = tracked.Driver.GetRunResult().Results[0].TrackedSteps
            .Select(s => (s.Key, Milliseconds: s.Value.Sum(r => r.ElapsedTime.TotalMilliseconds)))
            .Where(s => s.Milliseconds >= 0.05).OrderByDescending(s => s.Milliseconds)
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Milliseconds:F1}"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-28} {elapsed.TotalMilliseconds,9:F1} ms {bytes / 1024,9:N0} KB   {string.Join(", ", steps)}"));
    }

    private sealed record Side(GeneratorDriver Driver, CSharpCompilation Compilation)
    {
        public static Side Over(Dictionary<string, string> texts, bool tracks)
        {
            var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(p => Path.GetFileName(p) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Diagnostics.DiagnosticSource.dll" or "Instrumentation.Runtime.dll")
                .Select(p => MetadataReference.CreateFromFile(p));
            var compilation = CSharpCompilation.Create(
                "App", texts.Select(t => Parse(t.Value, t.Key)), references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
            var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Take(3).ToImmutableArray();
            if (!errors.IsEmpty)
                throw new InvalidOperationException(string.Join("\n", errors));

            var driver = CSharpGeneratorDriver.Create(
                [new InstrumentationGenerator().AsSourceGenerator()],
                parseOptions: Options,
                driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, tracks));
            return new Side(driver, compilation);
        }

        public Side With(string path, string text) => this with
        {
            Compilation = Compilation.SyntaxTrees.SingleOrDefault(t => t.FilePath == path) is { } old
                ? Compilation.ReplaceSyntaxTree(old, Parse(text, path))
                : Compilation.AddSyntaxTrees(Parse(text, path)),
        };

        public Side Run() => this with { Driver = Driver.RunGenerators(Compilation) };
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(Microsoft.CodeAnalysis.Text.SourceText.From(text, Encoding.UTF8), Options, path);

    private static string Services(int file, int methods)
    {
        var text = new StringBuilder($"using Instrumentation;\npublic class Service{file}\n{{\n");
        for (var m = 0; m < methods; m++)
            text.Append(CultureInfo.InvariantCulture, $"    [Traced, Counted, Timed] public int Do{file}_{m}([Tag] int x, [Tag] bool y) {{ return x + 1; }}\n");
        return text.Append("}\n").ToString();
    }

    private static string Callers(int file, int methods, int sites, int others)
    {
        var text = new StringBuilder($"public static class Caller{file}\n{{\n    static int Other(int x) => x;\n");
        for (var m = 0; m < methods; m++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    public static int Call{m}(Service{file} service)\n    {{\n        var sum = 0;\n");
            for (var s = 0; s < sites; s++)
                text.Append(CultureInfo.InvariantCulture, $"        sum += service.Do{file}_{m}({s}, true);\n");
            for (var o = 0; o < others / methods; o++)
                text.Append(CultureInfo.InvariantCulture, $"        sum += Other({o});\n");
            text.Append("        return sum;\n    }\n");
        }

        return text.Append("}\n").ToString();
    }
}
