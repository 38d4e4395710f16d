using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS302: writes the unit as UCUM does, or adds the one that is missing, where no measurement changes by that.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnitBreaksTheConventionsFixer)), Shared]
public sealed class UnitBreaksTheConventionsFixer() : ReplacementFixer(RuleIds.UnitBreaksTheConventions)
{
    private protected override Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (diagnostic.Properties.ContainsKey(UnitBreaksTheConventions.Description))
            return Offer([.. AsDescription(node)]);
        if (!diagnostic.Properties.TryGetValue(UnitBreaksTheConventions.Missing, out var unit) || unit is null)
            return base.RepairsAsync(document, diagnostic, node, cancellation);

        return node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && ArgumentAddition.IsPossible(call)
            ? Offer(new Repair($"Add the unit '{unit}'", "AddUnit", call, editor => ArgumentAddition.Add(editor, call, "unit", unit)))
            : Offer();
    }

    // What follows it by position would be the unit then.
    private static IEnumerable<Repair> AsDescription(SyntaxNode node)
    {
        if (node is ExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax list } argument }
            && list.Arguments.SkipWhile(a => a != argument).Skip(1).All(static a => a.NameColon is not null))
        {
            var name = SyntaxFactory.NameColon("description").WithTrailingTrivia(SyntaxFactory.Space);
            yield return new Repair("Pass it as the description", "AsDescription", argument, editor => editor.ReplaceNode(
                argument,
                (current, _) => ((ArgumentSyntax)current).WithoutLeadingTrivia().WithNameColon(name).WithLeadingTrivia(current.GetLeadingTrivia())));
        }
    }
}
