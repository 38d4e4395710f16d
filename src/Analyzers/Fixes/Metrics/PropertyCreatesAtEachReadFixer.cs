using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS102: gives a static property its value once, and lets one of an object return a static field.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PropertyCreatesAtEachReadFixer)), Shared]
public sealed class PropertyCreatesAtEachReadFixer() : RuleFixer(RuleIds.PropertyCreatesAtEachRead)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (node is not ExpressionSyntax creation)
            return [];
        if (node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is { } property && CanBeInitialized(property, creation, model, cancellation))
        {
            var title = $"Create it once, as the value of '{property.Identifier.ValueText}'";
            return [new Repair(title, "Hoist", creation, editor => editor.ReplaceNode(property, Initialized(property, creation)))];
        }

        return await Hoisting.FindAsync(document, creation, cancellation).ConfigureAwait(false) is { } repair ? [repair] : [];
    }

    // A static property is initialised like a field, after what it needs.
    private static bool CanBeInitialized(
        PropertyDeclarationSyntax property, ExpressionSyntax creation, SemanticModel model, CancellationToken cancellation) =>
        property.Modifiers.Any(SyntaxKind.StaticKeyword)
        && Body(property) == creation
        && !property.ContainsDirectives
        && property.Parent is TypeDeclarationSyntax type && StaticFields.CanStandIn(type)
        && StaticExpression.Is(creation, model, but: null, cancellation)
        && StaticOrder.TryFind(creation, type, model, cancellation, out var after)
        && (after is null || type.Members.TakeWhile(m => m != property).Any(m => StaticFields.Declares(m, after)));

    private static ExpressionSyntax? Body(PropertyDeclarationSyntax property) =>
        property.ExpressionBody?.Expression ?? (property.AccessorList is { Accessors: { Count: 1 } accessors } ? Body(accessors[0]) : null);

    private static ExpressionSyntax? Body(AccessorDeclarationSyntax accessor) =>
        accessor.ExpressionBody?.Expression
        ?? (accessor.Body is { Statements: { Count: 1 } body } ? (body[0] as ReturnStatementSyntax)?.Expression : null);

    private static PropertyDeclarationSyntax Initialized(PropertyDeclarationSyntax property, ExpressionSyntax creation)
    {
        var accessors = SyntaxFactory.AccessorList(SyntaxFactory.SingletonList(
            SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration).WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken))));
        return property
            .WithIdentifier(property.Identifier.WithTrailingTrivia(SyntaxFactory.Space))
            .WithExpressionBody(null)
            .WithAccessorList(accessors.NormalizeWhitespace().WithTrailingTrivia(SyntaxFactory.Space))
            .WithInitializer(SyntaxFactory.EqualsValueClause(
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space), creation.WithoutTrivia()))
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(property.GetTrailingTrivia()));
    }
}
