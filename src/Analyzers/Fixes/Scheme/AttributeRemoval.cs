using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>Removes an attribute, and its brackets when nothing else is in them; comments stay.</summary>
internal static class AttributeRemoval
{
    /// <summary>The repair; none when there is no attribute at that place.</summary>
    public static IEnumerable<Repair> Of(SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is { Parent.Parent: not null } attribute)
            yield return new Repair($"Remove [{attribute.Name}]", "Remove", attribute, editor => Remove(editor, attribute));
    }

    /// <summary>Removes the attribute from what bears it.</summary>
    public static void Remove(SyntaxEditor editor, AttributeSyntax attribute)
    {
        // Another repair may have changed the owner before: it is the attribute as it is then that goes.
        editor.TrackNode(attribute);
        editor.ReplaceNode(attribute.Parent!.Parent!, (current, _) => Without(current, current.GetCurrentNode(attribute)!));
    }

    private static SyntaxNode Without(SyntaxNode owner, AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
            return owner.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(attribute)));

        var isFirst = owner.GetFirstToken() == list.OpenBracketToken;
        var without = owner.RemoveNode(list, SyntaxRemoveOptions.KeepNoTrivia)!;
        if (!isFirst)
            return without;

        // What stood in front of the brackets now stands in front of what followed them, whose own indentation it brings along.
        var first = without.GetFirstToken();
        var own = first.LeadingTrivia.SkipWhile(static t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        return without.ReplaceToken(first, first.WithLeadingTrivia(list.GetLeadingTrivia().AddRange(own)));
    }
}
