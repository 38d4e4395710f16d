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

    public static void Measure(TextWriter output, int methods, int sitesPerMethod, int otherInvocations)
    {
        const int PerFile = 10;
        var files = new List<SyntaxTree>();
        for (var i = 0; i < methods / PerFile; i++)
            files.Add(Parse(Services(i, PerFile), $"/repo/Services{i}.cs"));
        for (var i = 0; i < methods / PerFile; i++)
            files.Add(Parse(Callers(i, PerFile, sitesPerMethod, otherInvocations / (methods / PerFile)), $"/repo/Callers{i}.cs"));
        files.Add(Parse("static class Unrelated { static int M() { return 1; } }", "/repo/Unrelated.cs"));

        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Diagnostics.DiagnosticSource.dll" or "Instrumentation.Runtime.dll" or "netstandard.dll")
            .Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create("App", files, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        output.WriteLine($"{methods} attributed methods, {methods * sitesPerMethod} calls of them, {otherInvocations} other invocations, {files.Count} files");

        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new InstrumentationGenerator().AsSourceGenerator()],
            parseOptions: Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

        // Binding what the compiler binds anyway is not the generator's cost.
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Take(3).ToImmutableArray();
        if (!errors.IsEmpty)
            throw new InvalidOperationException(string.Join("\n", errors));
        driver = Report(output, "first run", driver, compilation);

        (driver, compilation) = Repeat(output, "unrelated edit", driver, compilation, "/repo/Unrelated.cs", i => $"static class Unrelated {{ static int M() {{ return {i}; }} }}");
        (driver, compilation) = Repeat(output, "edit in an attributed body", driver, compilation, "/repo/Services0.cs", i => Services(0, PerFile).Replace("x + 1", $"x + 1 + {i}", StringComparison.Ordinal));
        (driver, compilation) = Repeat(output, "edit in a calling file", driver, compilation, "/repo/Callers0.cs", i => Callers(0, PerFile, sitesPerMethod, otherInvocations / (methods / PerFile)) + $"// {i}");
        Repeat(output, "edit of a signature", driver, compilation, "/repo/Unrelated.cs", i => $"static class Unrelated {{ static int M{i}() {{ return 1; }} }}");
    }

    private static (GeneratorDriver Driver, CSharpCompilation Compilation) Repeat(
        TextWriter output, string name, GeneratorDriver driver, CSharpCompilation compilation, string path, Func<int, string> text)
    {
        for (var i = 1; i <= 5; i++)
        {
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(t => t.FilePath == path), Parse(text(i), path));

            // The last of five: the others warm up.
            driver = i < 5 ? driver.RunGenerators(compilation) : Report(output, name, driver, compilation);
        }

        return (driver, compilation);
    }

    private static GeneratorDriver Report(TextWriter output, string name, GeneratorDriver driver, Compilation compilation)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        var elapsed = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;

        var steps = driver.GetRunResult().Results[0].TrackedSteps
            .Select(s => (s.Key, Milliseconds: s.Value.Sum(r => r.ElapsedTime.TotalMilliseconds)))
            .Where(s => s.Milliseconds >= 0.05).OrderByDescending(s => s.Milliseconds)
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Milliseconds:F1}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} {elapsed.TotalMilliseconds,9:F1} ms {bytes / 1024,9:N0} KB   {string.Join(", ", steps)}"));
        return driver;
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
