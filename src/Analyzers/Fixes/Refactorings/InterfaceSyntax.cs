using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Instrumentation.CodeFixes;

/// <summary>Writes the interface of a class: its public members, with the attributes that are part of their telemetry.</summary>
internal static class InterfaceSyntax
{
    /// <summary>The interface, decorated.</summary>
    public static InterfaceDeclarationSyntax Of(ClassDeclarationSyntax type, string name, SemanticModel model, CancellationToken cancellation)
    {
        var newLine = CoreMethodSyntax.EndOfLine(type);
        var attributes = Kept(type.AttributeLists, IsTelemetry);
        var written = SyntaxFactory.InterfaceDeclaration(
            attributes,
            [.. type.Modifiers.Where(static m => SyntaxFacts.IsAccessibilityModifier(m.Kind()) || m.IsKind(SyntaxKind.UnsafeKeyword))],
            SyntaxFactory.Identifier(name),
            type.TypeParameterList,
            baseList: null,
            type.ConstraintClauses,
            [.. type.Members.Where(static m => m.Modifiers.Any(SyntaxKind.PublicKeyword) && !m.Modifiers.Any(static k => k.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.OverrideKeyword)).Select(Member).OfType<MemberDeclarationSyntax>()]);
        written = written.ReplaceNodes(
            written.AttributeLists.SelectMany(static l => l.Attributes),
            static (_, current) => Decorating(current, current.Name.SimpleName() is "Traced" or KnownNames.Traced));
        return written
            .NormalizeWhitespace(eol: newLine.ToString())
            .WithTrailingTrivia(newLine, newLine)
            .WithAdditionalAnnotations(Formatter.Annotation);

        MemberDeclarationSyntax? Member(MemberDeclarationSyntax member) => member switch
        {
            MethodDeclarationSyntax method => method
                .WithAttributeLists(Kept(method.AttributeLists, IsOfCallers)).WithModifiers(UnsafeOf(method)).WithParameterList(Parameters(method.ParameterList))
                .WithBody(null).WithExpressionBody(null).WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken)).WithoutLeadingTrivia(),
            PropertyDeclarationSyntax property => SyntaxFactory.PropertyDeclaration(property.Type, property.Identifier)
                .WithModifiers(UnsafeOf(property)).WithAccessorList(Accessors(property.AccessorList)),
            IndexerDeclarationSyntax indexer => SyntaxFactory.IndexerDeclaration(indexer.Type)
                .WithModifiers(UnsafeOf(indexer)).WithParameterList(indexer.ParameterList).WithAccessorList(Accessors(indexer.AccessorList)),
            EventFieldDeclarationSyntax @event => SyntaxFactory.EventFieldDeclaration(@event.Declaration),
            EventDeclarationSyntax @event => SyntaxFactory.EventFieldDeclaration(
                SyntaxFactory.VariableDeclaration(@event.Type, [SyntaxFactory.VariableDeclarator(@event.Identifier)])),
            _ => null,
        };

        ParameterListSyntax Parameters(ParameterListSyntax list) =>
            list.ReplaceNodes(list.Parameters, (parameter, _) => parameter.WithAttributeLists(Kept(parameter.AttributeLists, IsOfCallers)));

        SyntaxList<AttributeListSyntax> Kept(SyntaxList<AttributeListSyntax> lists, Func<AttributeSyntax, SemanticModel, CancellationToken, bool> keep) =>
        [
            .. from list in lists
               let kept = list.Attributes.Where(a => keep(a, model, cancellation)).ToList()
               where kept.Count > 0
               select list.WithAttributes(SyntaxFactory.SeparatedList(kept)).WithoutLeadingTrivia(),
        ];
    }

    /// <summary>Whether the attribute says what is recorded of calls.</summary>
    public static bool IsTelemetry(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation) =>
        model.GetTypeInfo(attribute, cancellation).Type is { } type && type.ContainingNamespace.Is(KnownNames.Namespace)
        && (KnownNames.InstrumentsMethods(type.Name) || type.Name is KnownNames.Tag or KnownNames.NotInstrumented);

    /// <summary>The attribute of the interface that was that of the class.</summary>
    public static AttributeSyntax Decorating(AttributeSyntax attribute, bool isTraced) => isTraced
        ? attribute.AddArgumentListArguments(SyntaxFactory.AttributeArgument(
            SyntaxFactory.NameEquals("Decorate"), null, SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression)))
        : attribute;

    // What the compiler tells callers by (nullability, obsolescence, their own names) is a part of the signature.
    private static bool IsOfCallers(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation) =>
        IsTelemetry(attribute, model, cancellation)
        || (model.GetTypeInfo(attribute, cancellation).Type is { } type
            && (type.ContainingNamespace.Is("System.Diagnostics.CodeAnalysis") || type.Name.StartsWith("Caller", StringComparison.Ordinal) || type.Name == "ObsoleteAttribute"));

    private static SyntaxTokenList UnsafeOf(MemberDeclarationSyntax member) => [.. member.Modifiers.Where(static m => m.IsKind(SyntaxKind.UnsafeKeyword))];

    private static AccessorListSyntax Accessors(AccessorListSyntax? list) => SyntaxFactory.AccessorList(
        list is null
            ? [Accessor(SyntaxKind.GetAccessorDeclaration)]
            : [.. list.Accessors.Where(static a => a.Modifiers.Count == 0).Select(static a => Accessor(a.Kind()))]);

    private static AccessorDeclarationSyntax Accessor(SyntaxKind kind) =>
        SyntaxFactory.AccessorDeclaration(kind).WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken));
}
