using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Instrumentation.CodeFixes;

/// <summary>
/// INS106: records the type of a failure, the name of a type, or the values that a text is put together from; or puts the tag on the span.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MetricTagIsFreeTextFixer)), Shared]
public sealed class MetricTagIsFreeTextFixer() : RuleFixer(RuleIds.MetricTagIsFreeText)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (await WrittenTag.OfAsync(diagnostic, cancellation).ConfigureAwait(false) is not { } tag)
            return [];
        var repairs = new[]
        {
            await ErrorType.FindAsync(document, tag, cancellation).ConfigureAwait(false)
                ?? await ErrorType.FindNameAsync(document, tag, cancellation).ConfigureAwait(false),
            await TagSplitting.FindAsync(document, tag, cancellation).ConfigureAwait(false),
            await MoveToSpan.FindAsync(document, tag, cancellation).ConfigureAwait(false),
        };
        return [.. repairs.OfType<Repair>()];
    }
}
