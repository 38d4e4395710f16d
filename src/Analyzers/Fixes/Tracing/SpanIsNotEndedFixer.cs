using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS201: declares the variable with <c>using</c>. What ends the span earlier stays: it is how long the span is meant to be.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SpanIsNotEndedFixer)), Shared]
public sealed class SpanIsNotEndedFixer() : RuleFixer(RuleIds.SpanIsNotEnded)
{
    private protected override Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation) =>
        UsingDeclaration.Of(node, "activity") is { } repair ? Offer(repair) : Offer();
}
