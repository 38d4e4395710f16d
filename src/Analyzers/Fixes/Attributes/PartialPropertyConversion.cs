using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Instrumentation.CodeFixes;

/// <summary>Makes an ordinary property or indexer a partial wrapper: the bodies of its accessors move to their core methods.</summary>
internal static class PartialPropertyConversion
{
    /// <summary>The repair; none where the property can't be partial.</summary>
    public static IEnumerable<Repair> Of(AccessorDeclarationSyntax accessor, SemanticModel model, CancellationToken cancellation)
    {
        if (accessor.Parent?.Parent is BasePropertyDeclarationSyntax property and (PropertyDeclarationSyntax or IndexerDeclarationSyntax)
            && model.GetDeclaredSymbol(property, cancellation) is IPropertySymbol symbol
            && CanBePartial(property, symbol))
        {
            yield return MakePartial(property, symbol, model, cancellation);
        }
    }

    // An init accessor may set what its core method may not.
    private static bool CanBePartial(BasePropertyDeclarationSyntax property, IPropertySymbol symbol) =>
        property.ExplicitInterfaceSpecifier is null
        && !property.Modifiers.Any(SyntaxKind.PartialKeyword)
        && property.Ancestors().OfType<TypeDeclarationSyntax>().All(static t => t is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax)
        && property.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp13 }
        && property.AccessorList!.Accessors.All(static a => (a.Body ?? (SyntaxNode?)a.ExpressionBody) is { } body
            && !a.IsKind(SyntaxKind.InitAccessorDeclaration) && !body.DescendantNodes().Any(static n => n.IsKind(SyntaxKind.FieldExpression)))
        && Accessors(symbol).All(a => symbol.ContainingType.GetMembers(CoreMethod.NameOf(a)).IsEmpty);

    private static Repair MakePartial(BasePropertyDeclarationSyntax property, IPropertySymbol symbol, SemanticModel model, CancellationToken cancellation)
    {
        var accessors = property.AccessorList!.Accessors;
        var cores = accessors.Select(a => CoreMethodSyntax.CoreOf(a, model.GetDeclaredSymbol(a, cancellation)!, model, cancellation)
            .WithLeadingTrivia(CoreMethodSyntax.EndOfLine(property), SyntaxFactory.ElasticMarker)
            .WithTrailingTrivia(CoreMethodSyntax.EndOfLine(property)));
        return new Repair($"Make '{symbol.Name}' a partial property", "MakePartial", property, editor =>
        {
            editor.InsertAfter(property, cores);
            editor.ReplaceNode(property, DeclarationOf(property));
            PartialConversion.MakeTypesPartial(property, editor);
        });
    }

    private static BasePropertyDeclarationSyntax DeclarationOf(BasePropertyDeclarationSyntax property)
    {
        var accessors = property.AccessorList!.Accessors.Select(static a => a
            .WithBody(null).WithExpressionBody(null).WithSemicolonToken(default)
            .WithKeyword(a.Keyword.WithTrailingTrivia())
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(a.GetTrailingTrivia())));
        var declaration = property.WithAccessorList(property.AccessorList.WithAccessors([.. accessors]));
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (property.Modifiers.Count > 0)
            return declaration.AddModifiers(partial);

        // The type hands its comments to the modifier in front of it.
        return declaration.WithType(property.Type.WithoutLeadingTrivia()).AddModifiers(partial.WithLeadingTrivia(property.Type.GetLeadingTrivia()));
    }

    private static IEnumerable<IMethodSymbol> Accessors(IPropertySymbol property) => new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>();
}
