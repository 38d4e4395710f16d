using System.Runtime.CompilerServices;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Analyzers;

/// <summary>The names under which the types that a rule is about stand in a compilation's code.</summary>
internal static class NameSet
{
    private static readonly ConditionalWeakTable<Compilation, List<(string Name, string Target)>> Known = new();

    /// <summary>The names, and what using directives call them.</summary>
    public static HashSet<string> Of(Compilation compilation, IEnumerable<string> names) => WrittenNames.Of(
        names, Known.GetValue(compilation, static c => [.. c.SyntaxTrees.SelectMany(static t => Aliases(t.GetRoot()))]));

    private static IEnumerable<(string Name, string Target)> Aliases(SyntaxNode root) =>
        root.DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>()
            .Where(static u => u.Alias is not null)
            .Select(static u => (u.Alias!.Name.Identifier.ValueText, Target: u.NamespaceOrType.SimpleName()!))
            .Where(static alias => alias.Target is not null);
}
