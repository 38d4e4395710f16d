using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Analyzers;

/// <summary>
/// The conditions under which a node is reached, as they are written. Where the same condition is asked again, it has turned out the same:
/// <c>if (isOn) Start(); … if (isOn) Stop();</c>.
/// </summary>
internal sealed class Assumptions
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    public Assumptions(SyntaxNode node)
    {
        for (var inner = node; inner.Parent is { } outer and not MemberDeclarationSyntax; inner = outer)
        {
            if (outer is IfStatementSyntax choice && inner != choice.Condition)
                Assume(choice.Condition, inner == choice.Statement);
            if (outer is ConditionalExpressionSyntax either && inner != either.Condition)
                Assume(either.Condition, inner == either.WhenTrue);
        }
    }

    /// <summary>How the condition has turned out before; null where it was not asked.</summary>
    public bool? Of(SyntaxNode condition)
    {
        var outcome = true;
        var bare = condition is ExpressionSyntax expression ? Bare(expression, ref outcome) : condition;
        return _known.TryGetValue(bare.ToString(), out var known) ? known == outcome : null;
    }

    private void Assume(ExpressionSyntax condition, bool outcome)
    {
        var bare = Bare(condition, ref outcome);
        if (bare is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } and && outcome)
            AssumeBoth(and, true);
        else if (bare is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } or && !outcome)
            AssumeBoth(or, false);
        else
            _known[bare.ToString()] = outcome;
    }

    private void AssumeBoth(BinaryExpressionSyntax both, bool outcome)
    {
        Assume(both.Left, outcome);
        Assume(both.Right, outcome);
    }

    private static ExpressionSyntax Bare(ExpressionSyntax condition, ref bool outcome)
    {
        while (true)
        {
            switch (condition)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    condition = parenthesized.Expression;
                    break;
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                    condition = not.Operand;
                    outcome = !outcome;
                    break;
                default:
                    return condition;
            }
        }
    }
}
