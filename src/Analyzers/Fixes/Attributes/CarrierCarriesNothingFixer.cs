using System.Composition;
using Instrumentation.Analyzers;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS016: links to each of several messages, or removes the attribute.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CarrierCarriesNothingFixer)), Shared]
public sealed class CarrierCarriesNothingFixer() : RuleFixer(RuleIds.CarrierCarriesNothing)
{
    private protected override Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation) =>
        Offer([.. Links(diagnostic, node), .. AttributeRemoval.Of(node)]);

    private static IEnumerable<Repair> Links(Diagnostic diagnostic, SyntaxNode node)
    {
        if (diagnostic.Properties[CarrierCarriesNothing.Obstacle] == nameof(CarrierObstacle.Collection) && node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute)
        {
            var yes = SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression);
            yield return new Repair("Link to each message", "Link", attribute, editor => ArgumentAddition.Add(editor, attribute, "AsLink", yes));
        }
    }
}
