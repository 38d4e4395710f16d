using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers.Tests;

/// <summary>All rules and fixers that are shipped, found by reflection.</summary>
internal static class RuleCatalogue
{
    public static IReadOnlyList<DiagnosticAnalyzer> Analyzers { get; } = InstancesOf<DiagnosticAnalyzer>(typeof(Descriptors));

    public static IReadOnlyList<CodeFixProvider> Fixers { get; } = InstancesOf<CodeFixProvider>(typeof(CodeFixes.RuleFixer));

    public static IReadOnlyList<DiagnosticDescriptor> Rules { get; } = [.. Analyzers.SelectMany(static a => a.SupportedDiagnostics).OrderBy(static d => d.Id, StringComparer.Ordinal)];

    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The page that lists all rules.</summary>
    public static string Page()
    {
        var page = new StringBuilder();
        page.Append("# Rules\n\nEvery rule says on its page what it flags, why that costs, what to write instead, how to configure it and when to suppress it.\n");
        foreach (var category in Rules.GroupBy(static d => d.Category))
        {
            page.Append($"\n## {category.Key}\n\n| id | title | default | fix |\n|---|---|---|---|\n");
            foreach (var rule in category)
            {
                var severity = rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "off";
                var hasFix = Fixers.Any(f => f.FixableDiagnosticIds.Contains(rule.Id));
                page.Append($"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {severity} | {(hasFix ? "yes" : "no")} |\n");
            }
        }

        return page.ToString();
    }

    private static IReadOnlyList<T> InstancesOf<T>(Type neighbour) =>
        [.. neighbour.Assembly.GetTypes().Where(static t => !t.IsAbstract && typeof(T).IsAssignableFrom(t)).Select(static t => (T)Activator.CreateInstance(t)!)];

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Instrumentation.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests don't run inside the repository.");
    }
}
