using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers.Tests;

/// <summary>No rule falls over any code: all rules over code that others wrote, over this repository, and over code that is half typed.</summary>
public class RobustnessTests
{
    // Hidden rules, and those that are off, are not run unless somebody asks for them.
    private static readonly string Everything = string.Join('\n', RuleCatalogue.Rules.Select(static r => $"dotnet_diagnostic.{r.Id}.severity = warning"));

    public static TheoryData<string> Sources => ["src", "tests", "samples", "benchmarks", "package:ImTools", "package:RamlToOpenApiConverter"];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task No_rule_falls_over_code_as_it_is(string source)
    {
        var files = Directory.EnumerateFiles(FolderOf(source), "*.cs", SearchOption.AllDirectories)
            .Where(static f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.NotEmpty(files);

        // What a folder does not reference here is missing, and what its projects each have is there twice: the more there is to fall over.
        Assert.Empty(await FailuresAsync("", [.. files.Select(static (f, i) => ($"{i}.cs", File.ReadAllText(f)))]));
    }

    [Theory]
    [InlineData("Attributes.cs")]
    [InlineData("Metrics.cs")]
    [InlineData("Naming.cs")]
    [InlineData("Privacy.cs")]
    [InlineData("Tracing.cs")]
    public async Task No_rule_falls_over_code_that_is_half_typed(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(RuleCatalogue.Root, "samples", "Faults", file));
        var tokens = (await CSharpSyntaxTree.ParseText(text).GetRootAsync()).DescendantTokens().Where(static t => t.Span.Length > 0).ToList();
        var random = new Random(1);
        for (var i = 0; i < 40; i++)
        {
            // A few tokens are missing, or all from some place on.
            var first = random.Next(tokens.Count);
            var last = i % 3 == 0 ? tokens.Count - 1 : Math.Min(tokens.Count - 1, first + random.Next(4));
            var damaged = text.Remove(tokens[first].SpanStart, tokens[last].Span.End - tokens[first].SpanStart);

            Assert.Empty(await FailuresAsync(damaged, []));
        }
    }

    private static string FolderOf(string source) => source.StartsWith("package:", StringComparison.Ordinal)
        ? typeof(RobustnessTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Sources:" + source["package:".Length..]).Value!
        : Path.Combine(RuleCatalogue.Root, source);

    private static async Task<IReadOnlyCollection<string>> FailuresAsync(string text, (string Name, string Text)[] files)
    {
        var project = TestProject.Create(text, withLibrary: true, OutputKind.DynamicallyLinkedLibrary, files, Everything);
        var failures = new ConcurrentBag<string>();
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, analyzer, _) => failures.Add($"{analyzer.GetType().Name}: {exception}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var compilation = (await project.GetCompilationAsync())!;
        await compilation.WithAnalyzers([.. RuleCatalogue.Analyzers], options).GetAnalyzerDiagnosticsAsync();
        return failures;
    }
}
