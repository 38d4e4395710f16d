using Instrumentation.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers.Tests;

/// <summary>The rows of docs/what-is-traced.md say what the generator writes and what the analyzers report.</summary>
public class WhatIsTracedTests
{
    public static TheoryData<string, string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string, string>();
            foreach (var row in Tables())
                rows.Add(row[0].Trim('`'), row[1].Trim('`'), row[2], row[3]);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_is_as_it_says(string declaration, string use, string traced, string saidBy)
    {
        var project = TestProject.Create(Program(declaration, use), withLibrary: true, OutputKind.DynamicallyLinkedLibrary, [], "");
        Assert.Empty(await TestProject.ErrorsAsync(project));

        var compilation = (await project.GetCompilationAsync())!;
        Assert.Equal(traced, Traced(compilation));

        var found = await compilation.WithAnalyzers([.. RuleCatalogue.Analyzers], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        Assert.Equal(saidBy, string.Join(", ", found.Select(static d => d.Id).Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void What_is_not_traced_has_a_remedy_and_the_rest_needs_none()
    {
        var rows = Tables();

        Assert.All(rows, static r => Assert.Equal(r[2] == "no", r[4].Length > 0));
        Assert.Equal(["at the call", "by the builder", "in the decorator", "in the method", "no"], rows.Select(static r => r[2]).Distinct().Order(StringComparer.Ordinal));
    }

    // Editors don't ask for what stands at calls; a build does.
    private static string Traced(Compilation compilation)
    {
        var own = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(static t => !t.FilePath.StartsWith("/project/", StringComparison.Ordinal)));
        CSharpGeneratorDriver.Create([new InstrumentationGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)own.SyntaxTrees.First().Options)
            .RunGeneratorsAndUpdateCompilation(own, out var built, out _);
        Assert.DoesNotContain(built.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);

        var written = built.SyntaxTrees.Except(own.SyntaxTrees).Select(static t => t.ToString()).ToList();
        var ways = new List<string>();
        if (written.Exists(static t => t.Contains(".InterceptsLocation(", StringComparison.Ordinal)))
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
        if (SyntaxFactory.ParseStatement(statement) is { ContainsDiagnostics: false } parsed && parsed.FullSpan.Length == statement.Length)
            members.Add($"void Use(int[] ids, IQueryable<int> rows, dynamic anything) {{ {statement} }}");
        else
            Add(use);

        return $$"""
            using System.Diagnostics;
            using System.Linq.Expressions;
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

    private static List<string[]> Tables() =>
    [
        .. File.ReadLines(Path.Combine(RuleCatalogue.Root, "docs", "what-is-traced.md"))
            .Where(static line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(static line => line.Trim()[1..^1].Split('|', StringSplitOptions.TrimEntries)),
    ];
}
