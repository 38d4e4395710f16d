using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS202: asks with <c>?.</c>, or with <c>if</c> where a property is set and the language knows no other way.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SpanMayBeNullFixer)), Shared]
public sealed class SpanMayBeNullFixer() : RuleFixer(RuleIds.SpanMayBeNull)
{
    // Null-conditional assignment; the compiler that this is built against does not name the version.
    private const LanguageVersion CSharp14 = (LanguageVersion)1400;

    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not ExpressionSyntax { Parent: MemberAccessExpressionSyntax { OperatorToken: var dot } access } read || access.Expression != read)
            return [];

        var chain = Chain(access);
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        return Target(chain, model, cancellation) is { } target && Replacement(target, chain, read, dot) is { } replacement
            ? [new Repair("Use '?.'", "AskForNull", target, editor => editor.ReplaceNode(target, replacement.WithTriviaFrom(target)))]
            : [];
    }

    // The accesses and calls that hang on the first one, all of which a ?. leaves out.
    private static ExpressionSyntax Chain(ExpressionSyntax access)
    {
        while (access.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
            || (access.Parent is ConditionalAccessExpressionSyntax { Expression: var first } && first == access))
        {
            access = (ExpressionSyntax)access.Parent;
        }

        return access;
    }

    // What is written anew: the chain where nobody minds a null; the statement where a property is set.
    private static SyntaxNode? Target(ExpressionSyntax chain, SemanticModel model, CancellationToken cancellation) => chain.Parent switch
    {
        ExpressionStatementSyntax => chain,
        AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax or IfStatementSyntax or ElseClauseSyntax } statement } set
            when set.Left == chain => statement,
        AssignmentExpressionSyntax set when set.Left == chain => null,
        _ when model.GetTypeInfo(chain, cancellation).Type is { IsReferenceType: true } => chain,
        _ when IsCondition(chain) && model.GetTypeInfo(chain, cancellation).Type?.SpecialType == SpecialType.System_Boolean => chain,
        _ => null,
    };

    private static SyntaxNode? Replacement(SyntaxNode target, ExpressionSyntax chain, ExpressionSyntax read, SyntaxToken dot)
    {
        var text = target.ToString();
        var asked = text.Insert(dot.SpanStart - target.SpanStart, "?");
        if (target is ExpressionSyntax)
            return SyntaxFactory.ParseExpression(IsCondition(chain) ? asked + " == true" : asked);
        return target.SyntaxTree.Options is not CSharpParseOptions options || options.LanguageVersion >= CSharp14
            ? SyntaxFactory.ParseStatement(asked)
            : read is IdentifierNameSyntax ? SyntaxFactory.ParseStatement($"if ({read} != null) {text}") : null;
    }

    private static bool IsCondition(ExpressionSyntax chain) =>
        chain.Parent is IfStatementSyntax or WhileStatementSyntax
        || chain.Parent.IsKind(SyntaxKind.LogicalAndExpression) || chain.Parent.IsKind(SyntaxKind.LogicalOrExpression);
}
