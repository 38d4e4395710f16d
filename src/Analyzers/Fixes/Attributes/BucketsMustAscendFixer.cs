using System.Composition;
using System.Globalization;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS006: sorts the boundaries, without what is there twice or is no number; makes the objective one of them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BucketsMustAscendFixer)), Shared]
public sealed class BucketsMustAscendFixer() : RuleFixer(RuleIds.BucketsMustAscend)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var repair = diagnostic.Properties.ContainsKey(BucketsMustAscend.Objective)
            ? Insert(node.FirstAncestorOrSelf<AttributeArgumentSyntax>(), model, cancellation)
            : Sort(BoundaryList.Around(node, model, cancellation));
        return repair is null ? [] : [repair];
    }

    private static Repair? Sort(BoundaryList? boundaries)
    {
        if (boundaries?.Sorted() is not { } sorted)
            return null;
        return new Repair("Sort the buckets", "Sort", boundaries.Syntax, editor => editor.ReplaceNode(boundaries.Syntax, sorted));
    }

    private static Repair? Insert(AttributeArgumentSyntax? objective, SemanticModel model, CancellationToken cancellation)
    {
        if (objective is not { NameEquals: not null, Parent: AttributeArgumentListSyntax arguments }
            || model.GetConstantValue(objective.Expression, cancellation).Value is not IConvertible constant
            || Convert.ToDouble(constant, CultureInfo.InvariantCulture) is not (> 0 and < double.PositiveInfinity and var seconds))
        {
            return null;
        }

        const string Title = "Make the objective a bucket boundary";
        if (arguments.Arguments.FirstOrDefault(static a => a.NameEquals?.Name.Identifier.ValueText == "Buckets") is { } given)
        {
            return BoundaryList.Of(given.Expression, model, cancellation)?.With(objective.Expression, seconds) is { } inserted
                ? new Repair(Title, "Insert", given, editor => editor.ReplaceNode(given.Expression, inserted))
                : null;
        }

        var values = BucketsMustAscend.DefaultBoundaries.Add(seconds).Sort()
            .Select(v => v == seconds ? objective.Expression.WithoutTrivia().ToString() : v.ToString("R", CultureInfo.InvariantCulture));
        var list = string.Join(", ", values);
        var isCollection = model.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 };
        var buckets = SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression(isCollection ? $"[{list}]" : $"new[] {{ {list} }}"))
            .WithNameEquals(SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName("Buckets")).WithEqualsToken(
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space)));
        return new Repair(Title, "Insert", objective, editor => editor.InsertAfter(objective, buckets));
    }
}
