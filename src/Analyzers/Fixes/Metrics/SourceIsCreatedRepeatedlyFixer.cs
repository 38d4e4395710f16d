using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS103: makes the meter or the source a static field.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SourceIsCreatedRepeatedlyFixer)), Shared]
public sealed class SourceIsCreatedRepeatedlyFixer() : RuleFixer(RuleIds.SourceIsCreatedRepeatedly)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation) =>
        node is BaseObjectCreationExpressionSyntax creation
            && await Hoisting.FindAsync(document, creation, cancellation).ConfigureAwait(false) is { } repair
            ? [repair]
            : [];
}
