using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS403: reads the setting from the environment variable that OpenTelemetry has for it. The secret that was there is to be changed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExporterSecretIsInTheSourceFixer)), Shared]
public sealed class ExporterSecretIsInTheSourceFixer() : RuleFixer(RuleIds.ExporterSecretIsInTheSource)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(ExporterSecretIsInTheSource.EnvironmentVariable, out var variable)
            || node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { Right: var value } || value.Span != node.Span)
        {
            return [];
        }

        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var isImported = model.LookupNamespacesAndTypes(node.SpanStart, name: nameof(Environment)).Any(static t => t.ContainingNamespace?.Name == nameof(System));
        var system = isImported ? "" : "System.";
        var read = $"{system}Environment.GetEnvironmentVariable(\"{variable}\")";
        var isUri = model.GetTypeInfo(value, cancellation).ConvertedType?.Name == nameof(Uri);
        var text = isUri ? $"new {system}Uri({read}!)" : read;
        return
        [
            new Repair($"Read it from {variable}", "ReadFromEnvironment", value, editor => editor.ReplaceNode(
                value, SyntaxFactory.ParseExpression(text).WithTriviaFrom(value))),
        ];
    }
}
