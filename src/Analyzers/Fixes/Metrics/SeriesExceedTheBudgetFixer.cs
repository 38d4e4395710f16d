using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS107: puts the tag with the most values on the span.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SeriesExceedTheBudgetFixer)), Shared]
public sealed class SeriesExceedTheBudgetFixer() : RuleFixer(RuleIds.SeriesExceedTheBudget)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (await WrittenTag.OfAsync(diagnostic, cancellation).ConfigureAwait(false) is { } tag)
            return await MoveToSpan.FindAsync(document, tag, cancellation).ConfigureAwait(false) is { } move ? [move] : [];
        return diagnostic.AdditionalLocations is { Count: > 0 } places && places[0] is { SourceTree: { } tree, SourceSpan: var span }
            && (await tree.GetRootAsync(cancellation).ConfigureAwait(false)).FindNode(span).FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
            ? [TagDestination.ToSpan(attribute)]
            : [];
    }
}
