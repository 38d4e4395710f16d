using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Instrumentation.Analyzers.Tests;

/// <summary>Checks one rule: what it says about source, and what its fixes make of it.</summary>
/// <typeparam name="TRule">The rule.</typeparam>
internal sealed class RuleTest<TRule>
    where TRule : DiagnosticAnalyzer, new()
{
    /// <summary>Whether the source is meant to compile; sources do unless a test is about those that don't.</summary>
    public bool Compiles { get; init; } = true;

    public bool WithLibrary { get; init; } = true;

    /// <summary>Whether the library's namespace is imported everywhere, where there is the library.</summary>
    public bool ImportsLibrary { get; init; } = true;

    public OutputKind Output { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    public string EditorConfig { get; init; } = "";

    /// <summary>What the build says of the project: <c>build_property.X = value</c>, a line each.</summary>
    public string Properties { get; init; } = "";

    /// <summary>Generators that run beside the library's.</summary>
    public AnalyzerReference[] OtherGenerators { get; init; } = [];

    /// <summary>An assembly that the project references: its source.</summary>
    public string Referenced { get; init; } = "";

    /// <summary>Other files of the project: name and text.</summary>
    public IReadOnlyList<(string Name, string Text)> Files { get; init; } = [];

    /// <summary>The rule says nothing.</summary>
    public async Task IsSilent(string source)
    {
        Assert.DoesNotContain("[|", source, StringComparison.Ordinal);
        await Reports(source);
    }

    /// <summary>The rule reports what is marked, and nothing else; of each message the given part.</summary>
    public async Task Reports(string source, params string[] messages)
    {
        var (project, expected) = await Start(source);
        var diagnostics = await TestProject.DiagnosticsAsync(project, new TRule());
        Assert.All(diagnostics, static d => Assert.Equal("/project/Test.cs", d.Location.SourceTree!.FilePath));
        Assert.Equal(
            expected.Spans.Select(s => $"{s.Span} {s.Id ?? Id}: {expected.Text.Substring(s.Span.Start, s.Span.Length)}"),
            diagnostics.Select(d => $"{d.Location.SourceSpan} {d.Id}: {expected.Text.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}"));
        for (var i = 0; i < messages.Length; i++)
            Assert.Contains(messages[i], diagnostics[i].GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>The fix of that kind turns the first diagnostic's code into this, which compiles and is rid of it.</summary>
    public async Task Fixes<TFixer>(string before, string after, string key)
        where TFixer : CodeFixProvider, new()
    {
        var (document, diagnostics) = await StartFix(before);
        var action = Assert.Single(await Actions(new TFixer(), document, diagnostics[0]), a => a.EquivalenceKey == key);
        await Check(document, action, after, remaining: diagnostics.Length - 1);
    }

    /// <summary>Fix All turns the document into this.</summary>
    public async Task FixesAll<TFixer>(string before, string after, string key, int remaining = 0)
        where TFixer : CodeFixProvider, new()
    {
        var (document, diagnostics) = await StartFix(before);
        var fixer = new TFixer();
        var context = new FixAllContext(document, fixer, FixAllScope.Document, key, [Id], new KnownDiagnostics(diagnostics), default);
        await Check(document, (await fixer.GetFixAllProvider()!.GetFixAsync(context))!, after, remaining);
    }

    /// <summary>Fix All turns the other file of that name into this, whatever becomes of the document.</summary>
    public async Task FixesAllIn<TFixer>(string before, string file, string after, string key)
        where TFixer : CodeFixProvider, new()
    {
        var (document, diagnostics) = await StartFix(before);
        var fixer = new TFixer();
        var context = new FixAllContext(document, fixer, FixAllScope.Project, key, [Id], new KnownDiagnostics(diagnostics), default);
        var action = (await fixer.GetFixAllProvider()!.GetFixAsync(context))!;
        var other = document.Project.Documents.Single(d => d.Name == file);
        await Check(other, action, after, remaining: 0);
    }

    /// <summary>These are the fixes of the first diagnostic, by kind.</summary>
    public async Task Offers<TFixer>(string source, params string[] keys)
        where TFixer : CodeFixProvider, new()
    {
        var (document, diagnostics) = await StartFix(source);
        Assert.Equal(keys, (await Actions(new TFixer(), document, diagnostics[0])).Select(static a => a.EquivalenceKey));
    }

    private static string Id => new TRule().SupportedDiagnostics[0].Id;

    private async Task<(Project Project, Markup Source)> Start(string source)
    {
        var markup = Markup.Parse(source);
        var project = TestProject.Create(markup.Text, WithLibrary, Output, Files, EditorConfig, Properties, OtherGenerators);
        if (!ImportsLibrary)
            project = project.Documents.Single(static d => d.Name == "Usings.cs").WithText(SourceText.From(TestProject.Usings)).Project;
        if (Referenced.Length > 0)
            project = project.AddMetadataReference(await TestProject.AssemblyAsync(Referenced));
        var errors = await TestProject.ErrorsAsync(project);
        Assert.True(Compiles == (errors.Count == 0), string.Join("\n", errors));
        return (project, markup);
    }

    private async Task<(Document Document, ImmutableArray<Diagnostic> Diagnostics)> StartFix(string source)
    {
        var (project, _) = await Start(source);
        var diagnostics = await TestProject.DiagnosticsAsync(project, new TRule());
        Assert.NotEmpty(diagnostics);
        return (project.Documents.First(), diagnostics);
    }

    private static async Task<IReadOnlyList<CodeAction>> Actions(CodeFixProvider fixer, Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await fixer.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
        return actions;
    }

    private static async Task Check(Document document, CodeAction action, string expected, int remaining)
    {
        var change = Assert.Single((await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>());
        var changed = change.ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(expected, (await changed.GetTextAsync()).ToString());
        Assert.Empty(await TestProject.ErrorsAsync(changed.Project));
        Assert.Equal(remaining, (await TestProject.DiagnosticsAsync(changed.Project, new TRule())).Length);
    }
}
