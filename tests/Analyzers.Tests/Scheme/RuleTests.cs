using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

/// <summary>What the rules' base class does for all of them.</summary>
public class RuleTests
{
    private const string Source = "class Orders { [Traced] public System.Collections.IEnumerable All() => null!; }";

    [Fact]
    public Task A_rule_is_switched_off_in_the_editor_configuration() =>
        new RuleTest<AttributeCanHaveNoEffect> { EditorConfig = "dotnet_diagnostic.INS001.severity = none" }.IsSilent(Source);

    [Fact]
    public async Task A_rules_severity_is_set_in_the_editor_configuration()
    {
        var project = TestProject.Create(Source, withLibrary: true, OutputKind.DynamicallyLinkedLibrary, [], "dotnet_diagnostic.INS001.severity = error");

        var diagnostic = Assert.Single(await TestProject.DiagnosticsAsync(project, new AttributeCanHaveNoEffect()));

        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
    }

    [Fact]
    public Task A_rule_is_suppressed_in_the_source() => new RuleTest<AttributeCanHaveNoEffect>().IsSilent(
        $"""
        #pragma warning disable INS001
        {Source}
        """);

    [Fact]
    public async Task Every_rule_keeps_out_of_projects_without_the_library()
    {
        // Attributes that are called like the library's, in a project that does not reference it.
        var project = TestProject.Create(
            """
            using Instrumentation;
            partial class Orders
            {
                [Traced, Counted("a"), Timed("a")] public System.Collections.IEnumerable All() => null!;
                [Counted("a")] public void Ship() { }
                [Timed("a")] public void Pack() { }
                [Traced(ErrorWhen = "X")] partial void Place();
            }
            namespace Instrumentation
            {
                class TracedAttribute : Attribute { public string? ErrorWhen { get; set; } }
                class CountedAttribute(string name) : Attribute { public string Name => name; }
                class TimedAttribute(string name) : Attribute { public string Name => name; }
            }
            """,
            withLibrary: false,
            OutputKind.DynamicallyLinkedLibrary,
            [],
            "");

        foreach (var rule in RuleCatalogue.Analyzers)
            Assert.Empty(await TestProject.DiagnosticsAsync(project, rule));
    }

    [Fact]
    public async Task Fix_all_reaches_every_document_of_the_project()
    {
        var project = TestProject.Create(Source, withLibrary: true, OutputKind.DynamicallyLinkedLibrary, [("Other.cs", Source.Replace("Orders", "Shop", StringComparison.Ordinal))], "");
        var diagnostics = await TestProject.DiagnosticsAsync(project, new AttributeCanHaveNoEffect());
        var fixer = new AttributeCanHaveNoEffectFixer();

        var context = new FixAllContext(project.Documents.First(), fixer, FixAllScope.Project, "Remove", ["INS001"], new KnownDiagnostics(diagnostics), default);
        var action = await fixer.GetFixAllProvider().GetFixAsync(context);

        var changed = Assert.Single((await action!.GetOperationsAsync(default)).OfType<Microsoft.CodeAnalysis.CodeActions.ApplyChangesOperation>());
        Assert.Empty(await TestProject.DiagnosticsAsync(changed.ChangedSolution.GetProject(project.Id)!, new AttributeCanHaveNoEffect()));
    }
}
