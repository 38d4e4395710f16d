using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Instrumentation.Generator.Tests.Matrix;

/// <summary>
/// Analyzers leave generated code alone. Here they judge it as if somebody had written it, with every rule that they have.
/// </summary>
public sealed class StrictAnalysisTests
{
    // What a reviewer would not ask of this code, and why.
    private static readonly Dictionary<string, string> Ignored = new()
    {
        ["CA1019"] = "the attribute of places is read by the compiler alone",
        ["CA1031"] = "whatever a getter or predicate throws must not reach the caller",
        ["CA1068"] = "parameters stand as the user has put them",
        ["CA1812"] = "a decorator is made by the user, or by AddInstrumentationDecorators",
        ["CA1822"] = "what stands beside a body takes what the body has, whether it needs it or not",
        ["CA1849"] = "the task is done",
        ["MA0003"] = "no names of arguments: lines are long enough",
        ["MA0038"] = "as CA1822",
        ["MA0042"] = "as CA1849",
        ["MA0048"] = "one output holds what changes together",
        ["MA0137"] = "methods are called what the user's are",
        ["MA0156"] = "as MA0137",
        ["MA0168"] = "of what is passed by in only readonly members are called: nothing is copied",
        ["MA0181"] = "a member of an extended interface can hide behind another of its name",
        ["MA0182"] = "the compiler calls interceptors",
        ["MA0211"] = "taste",
        ["MA0214"] = "awaiting would make a state machine for each call",
        ["RCS0001"] = "taste",
        ["RCS0012"] = "taste",
        ["RCS0034"] = "taste",
        ["RCS0036"] = "taste, and the contrary of RCS0012",
        ["RCS0044"] = "outputs are the same on every machine",
        ["RCS0056"] = "global names are long",
        ["RCS0062"] = "taste",
        ["RCS1002"] = "taste",
        ["RCS1002FadeOut"] = "as RCS1002",
        ["RCS1007"] = "taste, and the contrary of RCS1002",
        ["RCS1046"] = "as MA0137",
        ["RCS1056"] = "the attribute of places is looked for once a file, and not once a call",
        ["RCS1060"] = "as MA0048",
        ["RCS1126"] = "as RCS1007",
        ["RCS1163"] = "as CA1019",
        ["RCS1181"] = "the method that is meant, for readers",
        ["RCS1208"] = "more statements may follow",
        ["RCS1224"] = "only the interceptor must be one",
        ["RCS1231"] = "parameters are passed as the user's are",
        ["RCS1242"] = "as MA0168",
    };

    [Fact]
    public async Task Generated_code_would_stand_in_a_review()
    {
        var analyzers = AnalyzerSet.All;
        var rules = analyzers.SelectMany(static a => a.SupportedDiagnostics).Select(static d => d.Id).ToHashSet();
        Assert.Superset(new HashSet<string> { "CA2007", "MA0004", "RCS1001", "RCS0001" }, rules);

        var subject = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests/Generator.Tests/Matrix/Subjects/Subject.cs"));
        var run = Run.Over(Project.Of("Matrix", LanguageVersion.CSharp12, [], "#define NULLABLE\n" + subject).With(static c => c.WithReferences(References.Of("net10.0"))));
        var written = run.Output.SyntaxTrees.Where(static t => !t.FilePath.StartsWith("/repo/", StringComparison.Ordinal)).ToDictionary(static t => t, AsWritten);
        var compilation = written.Aggregate(run.Output, static (c, pair) => c.ReplaceSyntaxTree(pair.Key, pair.Value));
        compilation = compilation.WithOptions(compilation.Options
            .WithGeneralDiagnosticOption(ReportDiagnostic.Default)
            .WithSpecificDiagnosticOptions(rules.Select(static id => KeyValuePair.Create(id, ReportDiagnostic.Warn))));

        var failures = new List<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, analyzer, _) => failures.Add($"{analyzer}: {exception.Message}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers(analyzers, options).GetAnalyzerDiagnosticsAsync();

        Assert.Empty(failures);
        var told = found.Where(d => written.ContainsValue(d.Location.SourceTree!)).ToLookup(static d => d.Id);
        Assert.Empty(told.Where(static g => !Ignored.ContainsKey(g.Key)).Select(static g => $"{g.Count()} times {g.First()}: {Line(g.First())}"));
        Assert.DoesNotContain(Ignored.Keys, id => !told.Contains(id));
    }

    private static string Line(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).ToString().Trim();

    // Without all that says that it is generated.
    private static SyntaxTree AsWritten(SyntaxTree tree)
    {
        var lines = tree.GetText().ToString().Split('\n').Where(static l =>
            !l.StartsWith("// <auto-generated/>", StringComparison.Ordinal) && !l.StartsWith("#pragma warning disable", StringComparison.Ordinal)
            && !l.StartsWith("#line hidden", StringComparison.Ordinal) && !l.Contains("CodeDom.Compiler.GeneratedCode", StringComparison.Ordinal));
        var path = "/written/" + Path.GetFileName(tree.FilePath).Replace(".g.cs", ".cs", StringComparison.Ordinal);
        return CSharpSyntaxTree.ParseText(SourceText.From(string.Join("\n", lines), System.Text.Encoding.UTF8), (CSharpParseOptions)tree.Options, path);
    }
}
