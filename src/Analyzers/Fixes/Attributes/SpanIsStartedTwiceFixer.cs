using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>INS008: removes the span that is started by hand, where nothing is done with it, or the attribute.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SpanIsStartedTwiceFixer)), Shared]
public sealed class SpanIsStartedTwiceFixer() : RuleFixer(RuleIds.SpanIsStartedTwice)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var repairs = new List<Repair>();
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (node is InvocationExpressionSyntax call && Declaration(call) is { } declaration && IsPlain(call, model, cancellation))
            repairs.Add(new Repair("Remove the span that is started by hand", "RemoveSpan", declaration, editor => Remove(editor, declaration)));

        if (diagnostic.Properties.ContainsKey(SpanIsStartedTwice.RemoveAttribute)
            && diagnostic.AdditionalLocations[0] is { SourceTree: { } tree, SourceSpan: var span })
        {
            repairs.AddRange(AttributeRemoval.Of((await tree.GetRootAsync(cancellation).ConfigureAwait(false)).FindNode(span)));
        }

        return repairs;
    }

    /// <summary>The <c>using var</c> that the call stands in, if nothing else is declared there and nothing uses it.</summary>
    private static LocalDeclarationStatementSyntax? Declaration(InvocationExpressionSyntax call) =>
        call.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } } variable }
        && variable.Parent!.Parent is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0, Parent: BlockSyntax block } declaration
        && !block.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == variable.Identifier.ValueText)
            ? declaration
            : null;

    // Links, a parent and tags would be lost, and so would what making them does.
    private static bool IsPlain(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation) =>
        call.ArgumentList.Arguments.All(a => model.GetConstantValue(a.Expression, cancellation).HasValue)
        && call.Expression is SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: SimpleNameSyntax or MemberAccessExpressionSyntax };

    private static void Remove(SyntaxEditor editor, LocalDeclarationStatementSyntax declaration)
    {
        // What follows takes its place, comments and empty lines included.
        var block = (BlockSyntax)declaration.Parent!;
        if (block.Statements.SkipWhile(s => s != declaration).ElementAtOrDefault(1) is { } next)
        {
            editor.ReplaceNode(next, (current, _) => current.WithLeadingTrivia(declaration.GetLeadingTrivia().AddRange(
                current.GetLeadingTrivia().SkipWhile(static t => t.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia))));
        }

        editor.RemoveNode(declaration, SyntaxRemoveOptions.KeepNoTrivia);
    }
}
