using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Instrumentation.CodeFixes;

/// <summary>INS105: puts the tag on the span, or records the values that are known.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MetricTagKeySaysUnboundedFixer)), Shared]
public sealed class MetricTagKeySaysUnboundedFixer() : RuleFixer(RuleIds.MetricTagKeySaysUnbounded)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (await WrittenTag.OfAsync(diagnostic, cancellation).ConfigureAwait(false) is not { } tag)
            return [];
        var repairs = new[]
        {
            await MoveToSpan.FindAsync(document, tag, cancellation).ConfigureAwait(false),
            await DeclaredValues.FindAsync(document, tag, cancellation).ConfigureAwait(false),
        };
        return [.. repairs.OfType<Repair>()];
    }
}
