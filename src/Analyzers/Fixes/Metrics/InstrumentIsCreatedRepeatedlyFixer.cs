using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS101: makes the instrument a static field, and the meter that is made for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InstrumentIsCreatedRepeatedlyFixer)), Shared]
public sealed class InstrumentIsCreatedRepeatedlyFixer() : RuleFixer(RuleIds.InstrumentIsCreatedRepeatedly)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation) =>
        node is InvocationExpressionSyntax creation
            && await Hoisting.FindAsync(document, creation, cancellation).ConfigureAwait(false) is { } repair
            ? [repair]
            : [];
}
