using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS111: gives the tags in the order of the other measurement, where each is an argument of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MeasurementsHaveOneShapeFixer)), Shared]
public sealed class MeasurementsHaveOneShapeFixer() : RuleFixer(RuleIds.MeasurementsHaveOneShape)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (node is not InvocationExpressionSyntax { ArgumentList: { } list }
            || !diagnostic.Properties.TryGetValue(MeasurementsHaveOneShape.Order, out var order) || order is null
            || list.ContainsDirectives || list.HasComments() || list.Arguments.Any(static a => a.NameColon is not null))
        {
            return [];
        }

        var tags = list.Arguments.Skip(1).Select(a => (Key: KeyOf(a.Expression, model, cancellation), a.Expression)).ToList();
        var keys = order.Split('\n');
        if (tags.Exists(static t => t.Key is null) || tags.Count != keys.Length)
            return [];

        // Each place keeps the white space around it.
        var sorted = tags.OrderBy(t => Array.IndexOf(keys, t.Key)).Select(static t => t.Expression).ToList();
        var changed = list.ReplaceNodes(
            tags.Select(static t => t.Expression),
            (original, _) => sorted[tags.FindIndex(t => t.Expression == original)].WithTriviaFrom(original));
        return [new Repair("Give the tags in the order of the other measurement", "Order", list, editor => editor.ReplaceNode(list, changed))];
    }

    private static string? KeyOf(ExpressionSyntax tag, SemanticModel model, CancellationToken cancellation)
    {
        var arguments = tag switch
        {
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList?.Arguments,
            InvocationExpressionSyntax call => call.ArgumentList.Arguments,
            _ => null,
        };
        return arguments is { Count: 2 } pair && pair[0].NameColon is null
            ? model.GetConstantValue(pair[0].Expression, cancellation).Value as string
            : null;
    }
}
