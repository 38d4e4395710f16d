using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>Makes an ordinary method a partial wrapper: its body moves to its core method.</summary>
internal static class PartialConversion
{
    /// <summary>The repair; none where the method can't be partial.</summary>
    public static IEnumerable<Repair> Of(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellation)
    {
        if (CanBePartial(method, model, cancellation))
            yield return MakePartial(method, model, cancellation);
    }

    private static bool CanBePartial(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellation) =>
        method is { ExplicitInterfaceSpecifier: null } and ({ Body: not null } or { ExpressionBody: not null })
        && !method.Modifiers.Any(SyntaxKind.PartialKeyword)
        && method.Ancestors().OfType<TypeDeclarationSyntax>().All(static t => t is not InterfaceDeclarationSyntax)
        && method.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 }
        && model.GetDeclaredSymbol(method, cancellation) is { } symbol
        && !(symbol.IsOverride && symbol.Arity > 0)
        && symbol.ContainingType.GetMembers(CoreMethod.NameOf(symbol)).IsEmpty;

    private static Repair MakePartial(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellation)
    {
        var declaration = CoreMethodSyntax.DeclarationOf(method);
        var core = CoreMethodSyntax.CoreOf(method, model, cancellation);
        return new Repair($"Make '{method.Identifier.ValueText}' a partial method", "MakePartial", method, editor =>
        {
            editor.InsertAfter(method, core);
            editor.ReplaceNode(method, declaration);
            MakeTypesPartial(method, editor);
        });
    }

    /// <summary>Makes the types around the member partial.</summary>
    public static void MakeTypesPartial(MemberDeclarationSyntax member, SyntaxEditor editor)
    {
        foreach (var type in member.Ancestors().OfType<TypeDeclarationSyntax>())
            editor.ReplaceNode(type, static (current, _) => WithPartial((TypeDeclarationSyntax)current));
    }

    private static TypeDeclarationSyntax WithPartial(TypeDeclarationSyntax type)
    {
        if (type.Modifiers.Any(SyntaxKind.PartialKeyword))
            return type;
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0)
            return type.AddModifiers(partial);

        // The keyword hands its comments to the modifier in front of it.
        var keyword = type.Keyword;
        return type.WithKeyword(keyword.WithLeadingTrivia()).WithModifiers(SyntaxFactory.TokenList(partial.WithLeadingTrivia(keyword.LeadingTrivia)));
    }
}
