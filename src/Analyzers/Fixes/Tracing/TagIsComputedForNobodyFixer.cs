using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS207: asks whether the span is recorded, around the statement that writes the tag.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TagIsComputedForNobodyFixer)), Shared]
public sealed class TagIsComputedForNobodyFixer() : RuleFixer(RuleIds.TagIsComputedForNobody)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Parent: BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax } statement
            || Receiver(statement.Expression) is not { } receiver
            || !diagnostic.Properties.TryGetValue(TagIsComputedForNobody.Question, out var question))
        {
            return [];
        }

        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        return model.GetSymbolInfo(receiver, cancellation).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol
            ? [new Repair($"Ask {question} first", "Guard", statement, editor => editor.ReplaceNode(statement, Guarded(statement, receiver, question!)))]
            : [];
    }

    // The variable that the whole chain of calls hangs on.
    private static IdentifierNameSyntax? Receiver(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name,
        ConditionalAccessExpressionSyntax access => Receiver(access.Expression),
        InvocationExpressionSyntax call => Receiver(call.Expression),
        MemberAccessExpressionSyntax access => Receiver(access.Expression),
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard => Receiver(discard.Right),
        _ => null,
    };

    private static IfStatementSyntax Guarded(ExpressionStatementSyntax statement, IdentifierNameSyntax receiver, string question)
    {
        var condition = receiver.Parent is not ConditionalAccessExpressionSyntax
            ? $"{receiver}.{question}"
            : statement.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp8 }
                ? $"{receiver} is {{ {question}: true }}"
                : $"{receiver}?.{question} == true";

        // Inside, there is something to call.
        var text = statement.ToString();
        if (receiver.Parent is ConditionalAccessExpressionSyntax access)
            text = text.Remove(access.OperatorToken.SpanStart - statement.SpanStart, 1);

        var end = CoreMethodSyntax.EndOfLine(statement);
        var indentation = Layout.Indentation(statement).Add(SyntaxFactory.Whitespace("    "));
        var inner = SyntaxFactory.ParseStatement(text).WithLeadingTrivia(indentation);
        return SyntaxFactory.IfStatement(SyntaxFactory.ParseExpression(condition), inner)
            .WithIfKeyword(SyntaxFactory.Token(SyntaxKind.IfKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithCloseParenToken(SyntaxFactory.Token(SyntaxKind.CloseParenToken).WithTrailingTrivia(end))
            .WithTriviaFrom(statement);
    }
}
