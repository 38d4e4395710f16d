using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Instrumentation.CodeFixes;

/// <summary>INS109: measures only if somebody listens, where the tags are computed in the measurement itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TagsAreComputedUnguardedFixer)), Shared]
public sealed class TagsAreComputedUnguardedFixer() : RuleFixer(RuleIds.TagsAreComputedUnguarded)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        // In an embedded statement an else might then belong to another if.
        if (node.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement
            || statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax)
            || statement.ContainsDirectives
            || statement.Expression is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var instrument } }
            || !IsPlain(instrument))
        {
            return [];
        }

        var title = $"Measure only if '{instrument.WithoutTrivia()}' is enabled";
        var repair = new Repair(title, "Guard", statement, editor => editor.ReplaceNode(statement, Guarded(statement, instrument)));
        return await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? [] : [repair];
    }

    private static bool IsPlain(ExpressionSyntax instrument) => instrument switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax or BaseExpressionSyntax => true,
        MemberAccessExpressionSyntax { Expression: var owner } => IsPlain(owner),
        _ => false,
    };

    private static IfStatementSyntax Guarded(ExpressionStatementSyntax statement, ExpressionSyntax instrument)
    {
        var enabled = SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, instrument.WithoutTrivia(), SyntaxFactory.IdentifierName("Enabled"));
        var newLine = CoreMethodSyntax.EndOfLine(statement);

        // The formatter moves the lines of a statement as far as its first one.
        var indentation = statement.GetLeadingTrivia().Where(static t => t.IsKind(SyntaxKind.WhitespaceTrivia)).LastOrDefault();
        return SyntaxFactory.IfStatement(enabled, statement.WithLeadingTrivia(indentation))
            .WithIfKeyword(SyntaxFactory.Token(SyntaxKind.IfKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithCloseParenToken(SyntaxFactory.Token(SyntaxKind.CloseParenToken).WithTrailingTrivia(newLine))
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
