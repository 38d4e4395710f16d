using System.Runtime.CompilerServices;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Analyzers;

/// <summary>The names under which the types that a rule is about stand in a compilation's code.</summary>
internal static class NameSet
{
    private const string Suffix = nameof(Attribute);

    private static readonly ConditionalWeakTable<Compilation, List<(string Name, string Target)>> Known = new();

    /// <summary>
    /// The names, those of attributes without their suffix, and what using directives call them. An alias of one file is taken for one of all
    /// files: that costs a look and misses nothing.
    /// </summary>
    public static HashSet<string> Of(Compilation compilation, IEnumerable<string> names)
    {
        var all = new HashSet<string>();
        foreach (var name in names)
            Add(name);

        // An alias can stand for one of a namespace around it.
        var aliases = Known.GetValue(compilation, static c => [.. c.SyntaxTrees.SelectMany(static t => Aliases(t.GetRoot()))]);
        while (aliases.Exists(alias => all.Contains(alias.Target) && Add(alias.Name)))
        {
        }

        return all;

        bool Add(string name)
        {
            if (name.EndsWith(Suffix, StringComparison.Ordinal))
                all.Add(name.Substring(0, name.Length - Suffix.Length));
            return all.Add(name);
        }
    }

    private static IEnumerable<(string Name, string Target)> Aliases(SyntaxNode root) =>
        root.DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>()
            .Where(static u => u.Alias is not null)
            .Select(static u => (u.Alias!.Name.Identifier.ValueText, Target: u.NamespaceOrType.SimpleName()!))
            .Where(static alias => alias.Target is not null);
}
