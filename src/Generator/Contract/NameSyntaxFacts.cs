using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Contract;

/// <summary>Small questions to syntax that discovery, the rules and the fixes all ask.</summary>
public static class NameSyntaxFacts
{
    /// <summary>The last part of a name, however it is qualified; null when it is none.</summary>
    public static string? SimpleName(this TypeSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        _ => null,
    };
}
