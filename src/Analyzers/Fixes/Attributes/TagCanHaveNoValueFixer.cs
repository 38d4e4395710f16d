using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Instrumentation.CodeFixes;

/// <summary>INS003: removes the tag.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TagCanHaveNoValueFixer)), Shared]
public sealed class TagCanHaveNoValueFixer() : RuleFixer(RuleIds.TagCanHaveNoValue)
{
    private protected override Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation) =>
        Offer([.. AttributeRemoval.Of(node)]);
}
