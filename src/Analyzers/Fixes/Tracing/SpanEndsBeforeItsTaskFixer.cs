using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS205: makes the method async, and awaits what it returns.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SpanEndsBeforeItsTaskFixer)), Shared]
public sealed class SpanEndsBeforeItsTaskFixer() : RuleFixer(RuleIds.SpanEndsBeforeItsTask)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var function = node.Ancestors().FirstOrDefault(static n =>
            n is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        return function is not null && AsyncConversion.Of(function, model, cancellation) is { } repair ? [repair] : [];
    }
}
