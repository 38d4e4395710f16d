using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS402: makes a tag of what was baggage.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BaggageCarriesRequestDataFixer)), Shared]
public sealed class BaggageCarriesRequestDataFixer() : RuleFixer(RuleIds.BaggageCarriesRequestData)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (await WrittenTag.OfAsync(diagnostic, cancellation).ConfigureAwait(false) is not { Whole: InvocationExpressionSyntax call } tag)
            return [];
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var isActivity = model.GetSymbolInfo(call, cancellation).Symbol?.ContainingType?.Name == "Activity";
        var repair = isActivity ? Renaming(call) : Replacing(tag, call);
        return repair is null || await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? [] : [repair];
    }

    private static Repair? Renaming(InvocationExpressionSyntax call)
    {
        var name = (call.Expression as MemberAccessExpressionSyntax)?.Name ?? (call.Expression as MemberBindingExpressionSyntax)?.Name;
        return name is null ? null : Repair(call, name, SyntaxFactory.IdentifierName("SetTag").WithTriviaFrom(name));
    }

    // Baggage.SetBaggage(…); or Baggage.Current = Baggage.Current.SetBaggage(…);
    private static Repair? Replacing(WrittenTag tag, InvocationExpressionSyntax call) =>
        (call.Parent is AssignmentExpressionSyntax assignment ? assignment.Parent : call.Parent) is ExpressionStatementSyntax statement
        && call.Expression is MemberAccessExpressionSyntax { Expression: not InvocationExpressionSyntax }
            ? Repair(call, statement, MoveToSpan.SetTag(tag.Key, tag.Value).WithTriviaFrom(statement))
            : null;

    private static Repair Repair(InvocationExpressionSyntax call, SyntaxNode from, SyntaxNode to) =>
        new("Make it a tag of the span", "ToTag", call, editor => editor.ReplaceNode(from, to));
}
