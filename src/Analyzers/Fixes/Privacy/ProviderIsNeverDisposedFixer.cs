using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS404: declares the variable with <c>using</c>, or with <c>await using</c> where that can be.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ProviderIsNeverDisposedFixer)), Shared]
public sealed class ProviderIsNeverDisposedFixer() : RuleFixer(RuleIds.ProviderIsNeverDisposed)
{
    private protected override Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation) =>
        node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
        && diagnostic.Properties.TryGetValue(ProviderIsNeverDisposed.Name, out var name)
        && UsingDeclaration.Of(call, name!, diagnostic.Properties.ContainsKey(ProviderIsNeverDisposed.IsAsync)) is { } repair
            ? Offer(repair)
            : Offer();
}
