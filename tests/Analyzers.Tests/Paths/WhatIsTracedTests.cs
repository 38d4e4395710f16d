using Instrumentation.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers.Tests;

/// <summary>The rows of docs/what-is-traced.md say what the generator writes and what the analyzers report.</summary>
public class WhatIsTracedTests
{
    private const string Referenced = "Methods of a referenced project";
    private const string Written = "Calls in the output of other generators";

    public static TheoryData<string, string, string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string, string, string>();
            foreach (var (heading, row) in Tables())
                rows.Add(heading, row[0].Trim('`'), row[1].Trim('`'), row[2], row[3]);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_is_as_it_says(string heading, string declaration, string use, string traced, string saidBy)
    {
        var source = Program(heading == Referenced ? "" : declaration, heading == Written ? "" : use);
        var other = heading == Written ? WritingGenerator.Writes(use) : WritingGenerator.Writes("");
        var project = TestProject.Create(source, withLibrary: true, OutputKind.DynamicallyLinkedLibrary, [], "", others: other);
        var written = new List<string>();
        if (heading == Referenced)
        {
            var reference = Program(declaration, "");
            project = project.AddMetadataReference(await TestProject.AssemblyAsync(reference));
            written.AddRange(await WrittenForAsync(TestProject.Create(reference, withLibrary: true, OutputKind.DynamicallyLinkedLibrary, [], "")));
        }

        Assert.Empty(await TestProject.ErrorsAsync(project));
        written.AddRange(await WrittenForAsync(project));
        Assert.Equal(traced, Traced(written));

        var compilation = (await project.GetCompilationAsync())!;
        var found = await compilation.WithAnalyzers([.. RuleCatalogue.Analyzers], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        Assert.Equal(saidBy, string.Join(", ", found.Select(static d => d.Id).Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void What_is_not_traced_is_said_and_has_a_remedy_and_the_rest_needs_neither()
    {
        var rows = Tables();

        // Who opts out has been told.
        Assert.All(rows, static r => Assert.Equal(r.Row[2] == "no" && !r.Row[1].Contains("[NotIntercepted]", StringComparison.Ordinal), r.Row[3].Length > 0));
        Assert.All(rows, static r => Assert.Equal(r.Row[2] == "no", r.Row[4].Length > 0));
        Assert.Equal(["at the call", "at the call and by the builder", "at the call and in the method", "by the builder", "in the decorator", "in the method", "no"], rows.Select(static r => r.Row[2]).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(rows, static r => r.Heading == Referenced);
        Assert.Contains(rows, static r => r.Heading == Written);
    }

    // Editors don't ask for what stands at calls; a build does.
    private static async Task<IEnumerable<string>> WrittenForAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var own = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(static t => !t.FilePath.StartsWith("/project/", StringComparison.Ordinal)));
        var others = project.AnalyzerReferences.SelectMany(static r => r.GetGenerators(LanguageNames.CSharp))
            .Where(static g => g.GetGeneratorType() == typeof(WritingGenerator));
        var options = (CSharpParseOptions)own.SyntaxTrees.First().Options;
        CSharpGeneratorDriver.Create([new InstrumentationGenerator().AsSourceGenerator(), .. others], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(own, out var built, out _);
        Assert.DoesNotContain(built.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
        return built.SyntaxTrees.Except(own.SyntaxTrees).Select(static t => t.ToString());
    }

    private static string Traced(List<string> written)
    {
        var ways = new List<string>();
        if (written.Exists(static t => t.Contains("[InterceptsLocation(", StringComparison.Ordinal)))
            ways.Add("at the call");
        var observing = written.FindAll(static t => t.Contains("ObservedCall", StringComparison.Ordinal));
        if (observing.Exists(static t => t.Contains("class Instrumented", StringComparison.Ordinal)))
            ways.Add("in the decorator");
        if (written.Exists(static t => t.Contains("ObservedAsyncMethods.Register(", StringComparison.Ordinal)))
            ways.Add("by the builder");
        if (observing.Exists(static t => t.Contains("Wrapped", StringComparison.Ordinal)))
            ways.Add("in the method");
        return ways.Count == 0 ? "no" : string.Join(" and ", ways);
    }

    private static string Program(string declaration, string use)
    {
        var members = new List<string>();
        var types = new List<string>();
        Add(declaration);

        var statement = use.EndsWith(';') || use.EndsWith('}') ? use : use + ";";
        if (use.Length > 0 && SyntaxFactory.ParseStatement(statement) is { ContainsDiagnostics: false } parsed && parsed.FullSpan.Length == statement.Length)
            members.Add($"void Use(int[] ids, IQueryable<int> rows, dynamic anything) {{ {statement} }}");
        else
            Add(use);

        return $$"""
            using System.Diagnostics;
            using System.Linq.Expressions;
            using System.Reflection;
            using System.Runtime.CompilerServices;
            using System.Runtime.InteropServices;
            {{string.Join("\n", types)}}
            partial class Subject
            {
                {{string.Join("\n    ", members)}}
            }
            """;

        // Types stand beside the class, unless they are its secret.
        void Add(string text)
        {
            var unit = SyntaxFactory.ParseCompilationUnit($"class Any {{ {text} }}");
            foreach (var member in ((TypeDeclarationSyntax)unit.Members[0]).Members)
            {
                var isType = member is TypeDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.PrivateKeyword);
                (isType ? types : members).Add(member.ToString());
            }
        }
    }

    private static List<(string Heading, string[] Row)> Tables()
    {
        var heading = "";
        var rows = new List<(string, string[])>();
        foreach (var line in File.ReadLines(Path.Combine(RuleCatalogue.Root, "docs", "what-is-traced.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                heading = line[3..];
            else if (line.StartsWith("| `", StringComparison.Ordinal))
                rows.Add((heading, line.Trim()[1..^1].Split('|', StringSplitOptions.TrimEntries)));
        }

        return rows;
    }
}
