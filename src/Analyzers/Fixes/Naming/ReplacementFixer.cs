using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>
/// Writes the text that the rule proposes in place of a literal. A constant may be right elsewhere: what is not written here stays.
/// </summary>
public abstract class ReplacementFixer : RuleFixer
{
    private protected ReplacementFixer(string id)
        : base(id)
    {
    }

    private protected override Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation) =>
        node is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression)
        && diagnostic.Properties.TryGetValue(Replacement.Text, out var text) && text is not null
            ? Offer(new Repair(
                $"Change to '{text}'",
                "Replace",
                literal,
                editor => editor.ReplaceNode(literal, Literal(text).WithTriviaFrom(literal))))
            : Offer();

    /// <summary>The text as a literal.</summary>
    private protected static LiteralExpressionSyntax Literal(string text) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));
}
