using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

/// <summary>What holds for every rule.</summary>
public class RuleCatalogueTests
{
    private const string Update = "UPDATE_RULES_PAGE";

    private static readonly string[] Headings = ["## Cause", "## Why it costs", "## Bad", "## Good", "## How to configure", "## When to suppress"];

    public static TheoryData<string> Ids => [.. RuleCatalogue.Rules.Select(static r => r.Id)];

    [Fact]
    public void Ids_are_unique_and_all_of_them_have_a_rule()
    {
        var declared = typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal);

        Assert.Equal(declared, RuleCatalogue.Rules.Select(static r => r.Id));
    }

    [Fact]
    public void Each_rule_is_named_like_its_id_and_its_descriptor()
    {
        foreach (var analyzer in RuleCatalogue.Analyzers)
        {
            var rule = Assert.Single(analyzer.SupportedDiagnostics);
            Assert.Equal(rule.Id, typeof(RuleIds).GetField(analyzer.GetType().Name)?.GetRawConstantValue());
            Assert.Same(rule, typeof(Descriptors).GetField(analyzer.GetType().Name)?.GetValue(null));
        }
    }

    [Fact]
    public void Each_fixer_is_named_like_its_rule()
    {
        foreach (var fixer in RuleCatalogue.Fixers)
        {
            var rule = RuleCatalogue.Analyzers.Single(a => a.SupportedDiagnostics[0].Id == Assert.Single(fixer.FixableDiagnosticIds));
            Assert.Equal(rule.GetType().Name + "Fixer", fixer.GetType().Name);
            Assert.Equal(fixer.GetType().Name, fixer.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Name);
            Assert.NotNull(fixer.GetFixAllProvider());
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_rule_has_a_page_behind_its_help_link(string id)
    {
        var rule = Rule(id);
        var page = File.ReadAllText(Path.Combine(RuleCatalogue.Root, "docs", "rules", id + ".md"));

        Assert.Equal($"https://github.com/instrumentation-dotnet/instrumentation/blob/main/docs/rules/{id}.md", rule.HelpLinkUri);
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Equal(Headings, page.Split('\n').Where(static l => l.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Contains($"dotnet_diagnostic.{id}.severity", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_rule_is_in_the_release_files(string id)
    {
        var rule = Rule(id);
        var folder = Path.Combine(RuleCatalogue.Root, "src", "Analyzers", "Rules");
        var lines = File.ReadLines(Path.Combine(folder, "AnalyzerReleases.Shipped.md")).Concat(File.ReadLines(Path.Combine(folder, "AnalyzerReleases.Unshipped.md")));

        var line = Assert.Single(lines, l => l.StartsWith(id, StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);

        Assert.Equal([id, rule.Category, rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "Disabled", Analyzer(id)], line);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_rule_has_a_test_class(string id) =>
        Assert.NotNull(typeof(RuleCatalogueTests).Assembly.GetType($"Instrumentation.Analyzers.Tests.{Analyzer(id)}Tests"));

    [Fact]
    public void The_rules_page_lists_what_there_is()
    {
        var path = Path.Combine(RuleCatalogue.Root, "docs", "rules", "README.md");
        if (Environment.GetEnvironmentVariable(Update) == "1")
            File.WriteAllText(path, RuleCatalogue.Page());

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == RuleCatalogue.Page(),
            $"docs/rules/README.md is not what the rules say. Run the tests with {Update}=1 in the environment to write it, and review the change.");
    }

    private static DiagnosticDescriptor Rule(string id) => RuleCatalogue.Rules.Single(r => r.Id == id);

    private static string Analyzer(string id) => RuleCatalogue.Analyzers.Single(a => a.SupportedDiagnostics.Any(d => d.Id == id)).GetType().Name;
}
