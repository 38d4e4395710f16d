using System.Composition;
using Instrumentation.Analyzers;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>INS001: makes the method partial where that helps, leaves it out of its type's attributes, or removes its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AttributeCanHaveNoEffectFixer)), Shared]
public sealed class AttributeCanHaveNoEffectFixer() : RuleFixer(RuleIds.AttributeCanHaveNoEffect)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var repairs = new List<Repair>();
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method)
        {
            if (diagnostic.Properties.ContainsKey(AttributeCanHaveNoEffect.MakePartial) && CanBePartial(method, model, cancellation))
                repairs.Add(MakePartial(method, model, cancellation));
            if (diagnostic.Properties.ContainsKey(AttributeCanHaveNoEffect.LeaveOut) && NotInstrumented(model.Compilation) is { } attribute)
                repairs.Add(LeaveOut(method, attribute));
        }

        repairs.AddRange(AttributeRemoval.Of(node));
        return repairs;
    }

    private static bool CanBePartial(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellation) =>
        method is { ExplicitInterfaceSpecifier: null } and ({ Body: not null } or { ExpressionBody: not null })
        && !method.Modifiers.Any(SyntaxKind.PartialKeyword)
        && method.Ancestors().OfType<TypeDeclarationSyntax>().All(static t => t is not InterfaceDeclarationSyntax)
        && method.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 }
        && model.GetDeclaredSymbol(method, cancellation) is { } symbol
        && !(symbol.IsOverride && symbol.Arity > 0)
        && symbol.ContainingType.GetMembers(symbol.Name + KnownNames.CoreSuffix).IsEmpty;

    private static Repair MakePartial(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellation)
    {
        var declaration = CoreMethodSyntax.DeclarationOf(method);
        var core = CoreMethodSyntax.CoreOf(method, model, cancellation);
        return new Repair($"Make '{method.Identifier.ValueText}' a partial method", "MakePartial", method, editor =>
        {
            editor.InsertAfter(method, core);
            editor.ReplaceNode(method, declaration);
            foreach (var type in method.Ancestors().OfType<TypeDeclarationSyntax>())
                editor.ReplaceNode(type, static (current, _) => WithPartial((TypeDeclarationSyntax)current));
        });
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

    private static Repair LeaveOut(MethodDeclarationSyntax method, INamedTypeSymbol attribute) =>
        new($"Leave '{method.Identifier.ValueText}' out with [NotInstrumented]", "LeaveOut", method, editor =>
            editor.AddAttribute(method, editor.Generator.Attribute(editor.Generator.TypeExpression(attribute))));

    private static INamedTypeSymbol? NotInstrumented(Compilation compilation) =>
        compilation.GetTypesByMetadataName($"{KnownNames.Namespace}.{KnownNames.NotInstrumented}").FirstOrDefault();
}
