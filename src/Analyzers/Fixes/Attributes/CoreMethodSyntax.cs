using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Instrumentation.CodeFixes;

/// <summary>Writes the two halves of a partial wrapper: the declaration, which bears attributes and defaults, and the core method.</summary>
internal static class CoreMethodSyntax
{
    /// <summary>The declaration: the method without its body.</summary>
    public static MethodDeclarationSyntax DeclarationOf(MethodDeclarationSyntax method)
    {
        var modifiers = method.Modifiers.Where(static m => !m.IsKind(SyntaxKind.AsyncKeyword)).ToList();
        var leading = method.GetLeadingTrivia();

        // Only with an accessibility may a partial method return something, or be generated.
        if (!modifiers.Exists(static m => SyntaxFacts.IsAccessibilityModifier(m.Kind())))
            modifiers.Insert(0, Word(SyntaxKind.PrivateKeyword));
        modifiers.Add(Word(SyntaxKind.PartialKeyword));

        var firstModifier = method.Modifiers.Count > 0 ? method.Modifiers[0] : method.ReturnType.GetFirstToken();
        var indent = method.AttributeLists.Count > 0 ? firstModifier.LeadingTrivia : leading;
        for (var i = 0; i < modifiers.Count; i++)
            modifiers[i] = modifiers[i].WithLeadingTrivia(i == 0 ? indent : default).WithTrailingTrivia(SyntaxFactory.Space);

        return method
            .WithModifiers(SyntaxFactory.TokenList(modifiers))
            .WithReturnType(method.ReturnType.WithoutLeadingTrivia())
            .WithBody(null)
            .WithExpressionBody(null)
            .WithSemicolonToken(default)
            .WithoutTrailingTrivia()
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken))
            .WithTrailingTrivia(EndOfLine(method));
    }

    /// <summary>The core method, with the body that the method has.</summary>
    public static MethodDeclarationSyntax CoreOf(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellation)
    {
        var modifiers = method.Modifiers
            .Where(static m => m.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.AsyncKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.ReadOnlyKeyword)
            .Select(static m => m.WithLeadingTrivia().WithTrailingTrivia(SyntaxFactory.Space));
        return method
            .WithAttributeLists(ForCore(method.AttributeLists.Where(static l => l.Target?.Identifier.IsKind(SyntaxKind.ReturnKeyword) == true), model, cancellation))
            .WithModifiers(SyntaxFactory.TokenList([Word(SyntaxKind.PrivateKeyword), .. modifiers]))
            .WithReturnType(method.ReturnType.WithoutLeadingTrivia())
            .WithIdentifier(SyntaxFactory.Identifier(method.Identifier.ValueText + KnownNames.CoreSuffix).WithTriviaFrom(method.Identifier))
            .WithParameterList(CoreParameters(method.ParameterList, model, cancellation))
            .WithLeadingTrivia(EndOfLine(method), Indentation(method));
    }

    /// <summary>The core method of an accessor, with the body that this has, and without one if it has none.</summary>
    public static MethodDeclarationSyntax CoreOf(AccessorDeclarationSyntax accessor, IMethodSymbol symbol, SemanticModel model, CancellationToken cancellation)
    {
        var property = accessor.FirstAncestorOrSelf<BasePropertyDeclarationSyntax>()!;
        var modifiers = property.Modifiers.Concat(accessor.Modifiers)
            .Where(static m => m.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.ReadOnlyKeyword);
        var parameters = ((property as IndexerDeclarationSyntax)?.ParameterList.Parameters ?? [])
            .Select(p => CoreParameter(p, model, cancellation).NormalizeWhitespace().ToString());
        if (!symbol.ReturnsVoid)
            return Parse($"{property.Type}");
        parameters = parameters.Append($"{property.Type} value");
        return Parse("void");

        MethodDeclarationSyntax Parse(string type) => ((MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(
                $"private {string.Concat(modifiers.Select(static m => m.Text + " "))}{type} {CoreMethod.NameOf(symbol)}({string.Join(", ", parameters)});")!)
            .WithAttributeLists(ForCore(accessor.AttributeLists.Where(static l => l.Target?.Identifier.IsKind(SyntaxKind.ReturnKeyword) == true), model, cancellation))
            .WithBody(accessor.Body)
            .WithExpressionBody(accessor.ExpressionBody)
            .WithSemicolonToken(accessor.SemicolonToken)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static SyntaxTrivia Indentation(MethodDeclarationSyntax method)
    {
        var trivia = method.GetLeadingTrivia();
        return trivia.Count > 0 && trivia[trivia.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? trivia[trivia.Count - 1] : SyntaxFactory.Whitespace("");
    }

    /// <summary>The parameters without what is for callers: defaults, tags, <c>this</c>, caller information.</summary>
    public static ParameterListSyntax CoreParameters(ParameterListSyntax list, SemanticModel model, CancellationToken cancellation) =>
        list.WithParameters(SyntaxFactory.SeparatedList(
            list.Parameters.Select(parameter => CoreParameter(parameter, model, cancellation)), list.Parameters.GetSeparators()));

    private static ParameterSyntax CoreParameter(ParameterSyntax parameter, SemanticModel model, CancellationToken cancellation) => parameter
        .WithAttributeLists(ForCore(parameter.AttributeLists, model, cancellation))
        .WithModifiers([.. parameter.Modifiers.Where(static m => m.Kind() is not (SyntaxKind.ThisKeyword or SyntaxKind.ParamsKeyword))])
        .WithDefault(null)
        .WithIdentifier(parameter.Identifier.WithTrailingTrivia(parameter.GetTrailingTrivia()))
        .WithLeadingTrivia(parameter.GetLeadingTrivia());

    /// <summary>The end of line that the file uses.</summary>
    public static SyntaxTrivia EndOfLine(SyntaxNode node)
    {
        var first = node.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(static t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        return first.IsKind(SyntaxKind.EndOfLineTrivia) ? SyntaxFactory.EndOfLine(first.ToString()) : SyntaxFactory.CarriageReturnLineFeed;
    }

    private static SyntaxToken Word(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);

    private static SyntaxList<AttributeListSyntax> ForCore(IEnumerable<AttributeListSyntax> lists, SemanticModel model, CancellationToken cancellation) =>
    [
        .. from list in lists
           let kept = list.Attributes.Where(a => model.GetTypeInfo(a, cancellation).Type is not { } type || !IsForCallers(type)).ToList()
           where kept.Count > 0
           select list.WithAttributes(SyntaxFactory.SeparatedList(kept)),
    ];

    private static bool IsForCallers(ITypeSymbol attribute) =>
        attribute.ContainingNamespace.Is(KnownNames.Namespace)
        || (attribute.ContainingNamespace.Is("System.Runtime.CompilerServices") && attribute.Name.StartsWith("Caller", StringComparison.Ordinal))
        || (attribute.ContainingNamespace.Is("System.Runtime.InteropServices") && attribute.Name is "OptionalAttribute" or "DefaultParameterValueAttribute");
}
