using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS004: replaces the name by that of the nearest member.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NamedMemberMustExistFixer)), Shared]
public sealed class NamedMemberMustExistFixer() : RuleFixer(RuleIds.NamedMemberMustExist)
{
    private protected override Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        // A constant or nameof may be right elsewhere: only what is written here is changed here.
        var literal = node as LiteralExpressionSyntax ?? (node as AttributeArgumentSyntax)?.Expression as LiteralExpressionSyntax;
        if (literal is null || !literal.IsKind(SyntaxKind.StringLiteralExpression)
            || !diagnostic.Properties.TryGetValue(NamedMemberMustExist.Suggestion, out var suggestion) || suggestion is null)
        {
            return Offer();
        }

        var replacement = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(suggestion)).WithTriviaFrom(literal);
        return Offer(new Repair($"Change to '{suggestion}'", "Nearest", literal, editor => editor.ReplaceNode(literal, replacement)));
    }
}
