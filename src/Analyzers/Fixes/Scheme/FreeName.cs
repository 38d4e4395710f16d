using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>Finds names for new variables.</summary>
internal static class FreeName
{
    /// <summary>The name, with a number after it where the member around the place mentions it already.</summary>
    public static string Of(string name, SyntaxNode place)
    {
        var member = place.Ancestors().FirstOrDefault(static n => n is MemberDeclarationSyntax && !n.IsKind(SyntaxKind.GlobalStatement));
        var identifiers = (member ?? place.SyntaxTree.GetRoot()).DescendantTokens().Where(static t => t.IsKind(SyntaxKind.IdentifierToken));
        var taken = new HashSet<string>(identifiers.Select(static t => t.ValueText));
        var free = name;
        for (var number = 2; taken.Contains(free); number++)
            free = name + number;
        return free;
    }
}
