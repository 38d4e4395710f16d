using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Analyzers;

/// <summary>Code that runs only while somebody listens, as far as its conditions are called.</summary>
internal static class EnabledGuards
{
    /// <summary>Whether a condition that speaks of something enabled decides on the node, around it or by leaving before it.</summary>
    public static bool Guard(SyntaxNode node)
    {
        for (var inner = node; inner.Parent is { } outer and not TypeDeclarationSyntax; inner = outer)
        {
            var condition = outer switch
            {
                IfStatementSyntax branch when branch.Condition != inner => branch.Condition,
                ConditionalExpressionSyntax choice when choice.Condition != inner => choice.Condition,
                BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression) && both.Right == inner => both.Left,
                WhileStatementSyntax loop when loop.Statement == inner => loop.Condition,
                _ => null,
            };
            if (condition is not null ? SpeaksOfEnabled(condition) : outer is BlockSyntax block && IsLeftBefore(block, inner))
                return true;
        }

        return false;
    }

    private static bool IsLeftBefore(BlockSyntax block, SyntaxNode inner) =>
        block.Statements.TakeWhile(s => s != inner).OfType<IfStatementSyntax>().Any(static s => Leaves(s.Statement) && SpeaksOfEnabled(s.Condition));

    private static bool Leaves(StatementSyntax statement) => statement switch
    {
        BlockSyntax { Statements: { Count: > 0 } statements } => Leaves(statements[statements.Count - 1]),
        ReturnStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax or ThrowStatementSyntax => true,
        _ => false,
    };

    private static bool SpeaksOfEnabled(ExpressionSyntax condition) =>
        condition.DescendantTokens().Any(static t =>
            t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText.IndexOf("Enabled", StringComparison.OrdinalIgnoreCase) >= 0);
}
