using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS104: puts the tag on the span, records the range of a number, the type of a failure, or the values that are known.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MetricTagIsUnboundedFixer)), Shared]
public sealed class MetricTagIsUnboundedFixer() : RuleFixer(RuleIds.MetricTagIsUnbounded)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute)
        {
            var declaration = await DeclaredValues.FindAsync(document, attribute, cancellation).ConfigureAwait(false);
            return [.. new[] { TagDestination.LeaveOut(attribute), declaration }.OfType<Repair>()];
        }

        if (await WrittenTag.OfAsync(diagnostic, cancellation).ConfigureAwait(false) is not { } tag)
            return [];

        var repairs = new[]
        {
            await MoveToSpan.FindAsync(document, tag, cancellation).ConfigureAwait(false),
            await ErrorType.FindAsync(document, tag, cancellation).ConfigureAwait(false),
            await Bucketing.FindAsync(document, tag, cancellation).ConfigureAwait(false),
            await DeclaredValues.FindAsync(document, tag, cancellation).ConfigureAwait(false),
        };
        return [.. repairs.OfType<Repair>()];
    }
}
