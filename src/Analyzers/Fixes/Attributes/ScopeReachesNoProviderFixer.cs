using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS012: subscribes to the scope too.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ScopeReachesNoProviderFixer)), Shared]
public sealed class ScopeReachesNoProviderFixer() : RuleFixer(RuleIds.ScopeReachesNoProvider)
{
    private protected override Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation) =>
        node is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access }
        && diagnostic.Properties.TryGetValue(ScopeReachesNoProvider.Scope, out var scope)
            ? Offer(new Repair($"Add .{access.Name}(\"{scope}\")", "Add", call, editor => editor.ReplaceNode(call, Adding(call, access, scope!))))
            : Offer();

    private static InvocationExpressionSyntax Adding(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, string scope)
    {
        // A call that stands on a line of its own is followed by one that does so too.
        var dot = SyntaxFactory.Token(SyntaxKind.DotToken);
        if (access.OperatorToken.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
        {
            var indentation = access.OperatorToken.LeadingTrivia.Where(static t => t.IsKind(SyntaxKind.WhitespaceTrivia));
            dot = dot.WithLeadingTrivia(indentation.Prepend(CoreMethodSyntax.EndOfLine(call)));
        }

        var name = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(scope));
        return SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, call.WithoutTrailingTrivia(), dot, access.Name.WithoutTrivia()),
            SyntaxFactory.ArgumentList([SyntaxFactory.Argument(name)])).WithTrailingTrivia(call.GetTrailingTrivia());
    }
}
