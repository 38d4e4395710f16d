using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Instrumentation.CodeFixes;

/// <summary>Finds and adds a type's static fields.</summary>
internal static class StaticFields
{
    /// <summary>The static, read-only field of the type that is initialised with the same expression; null where there is none.</summary>
    public static string? Find(TypeDeclarationSyntax type, TypeSyntax fieldType, ExpressionSyntax initializer)
    {
        foreach (var field in type.Members.OfType<FieldDeclarationSyntax>().Where(static f => IsStaticReadOnly(f)))
        {
            foreach (var variable in field.Declaration.Variables)
            {
                if (variable.Initializer?.Value is { } value && IsSame(value, field.Declaration.Type, initializer, fieldType))
                    return variable.Identifier.ValueText;
            }
        }

        return null;
    }

    /// <summary>The type with the field, after the one that it needs, or else before all other members.</summary>
    public static TypeDeclarationSyntax Add(
        TypeDeclarationSyntax type, TypeSyntax fieldType, string name, ExpressionSyntax initializer, string? after, SyntaxTriviaList leading)
    {
        var newLine = CoreMethodSyntax.EndOfLine(type);
        var index = after is null ? 0 : 1 + type.Members.IndexOf(m => Declares(m, after));
        var declarator = SyntaxFactory.VariableDeclarator(name).WithInitializer(SyntaxFactory.EqualsValueClause(initializer.WithoutTrivia()));
        var field = SyntaxFactory.FieldDeclaration(SyntaxFactory.VariableDeclaration(fieldType.WithoutTrivia()).AddVariables(declarator))
            .AddModifiers(
                SyntaxFactory.Token(SyntaxKind.PrivateKeyword),
                SyntaxFactory.Token(SyntaxKind.StaticKeyword),
                SyntaxFactory.Token(SyntaxKind.ReadOnlyKeyword))
            .NormalizeWhitespace();

        // What is no field starts with an empty line before it.
        var members = type.Members;
        if (index == 0 && members.Count > 0 && members[0] is not FieldDeclarationSyntax && !StartsWithEmptyLine(members[0]))
            members = members.Replace(members[0], members[0].WithLeadingTrivia(members[0].GetLeadingTrivia().Insert(0, newLine)));
        field = field.WithLeadingTrivia(leading).WithTrailingTrivia(newLine).WithAdditionalAnnotations(Formatter.Annotation);
        return type.WithMembers(members.Insert(index, field));
    }

    /// <summary>The type of what the expression makes, as it is written in the type that the expression stands in.</summary>
    public static TypeSyntax TypeOf(ExpressionSyntax creation, SemanticModel model)
    {
        var position = creation.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.OpenBraceToken.Span.End;
        var made = model.GetTypeInfo(creation).Type!.WithNullableAnnotation(NullableAnnotation.None);
        return SyntaxFactory.ParseTypeName(made.ToMinimalDisplayString(model, position));
    }

    /// <summary>Whether the member is the field or the property of that name.</summary>
    public static bool Declares(MemberDeclarationSyntax member, string name) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Any(v => v.Identifier.ValueText == name),
        PropertyDeclarationSyntax property => property.Identifier.ValueText == name,
        _ => false,
    };

    /// <summary>Whether the declaration can have static fields: an interface keeps them out of sight, and an extension block has none.</summary>
    public static bool CanStandIn(TypeDeclarationSyntax type) => type is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax;

    public static bool IsStaticReadOnly(FieldDeclarationSyntax field) =>
        field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword);

    private static bool StartsWithEmptyLine(MemberDeclarationSyntax member) =>
        member.GetLeadingTrivia() is { Count: > 0 } leading && leading[0].IsKind(SyntaxKind.EndOfLineTrivia);

    // new("Shop") of a Meter is new Meter("Shop").
    private static bool IsSame(ExpressionSyntax left, TypeSyntax leftType, ExpressionSyntax right, TypeSyntax rightType) =>
        SyntaxFactory.AreEquivalent(leftType, rightType)
        && (left is BaseObjectCreationExpressionSyntax made && right is BaseObjectCreationExpressionSyntax other
            ? SyntaxFactory.AreEquivalent(made.ArgumentList, other.ArgumentList) && SyntaxFactory.AreEquivalent(made.Initializer, other.Initializer)
            : SyntaxFactory.AreEquivalent(left, right));
}
