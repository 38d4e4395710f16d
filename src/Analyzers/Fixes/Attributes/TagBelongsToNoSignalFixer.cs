using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Instrumentation.CodeFixes;

/// <summary>INS005: removes the tag.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TagBelongsToNoSignalFixer)), Shared]
public sealed class TagBelongsToNoSignalFixer() : RuleFixer(RuleIds.TagBelongsToNoSignal)
{
    private protected override Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation) =>
        Offer([.. AttributeRemoval.Of(node)]);
}
