using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Contract;

/// <summary>The one rule on what can be a typed instrument: a method whose body is generated, and what it records.</summary>
public static class TypedInstrument
{
    /// <summary>What keeps the method from being the instrument; <see cref="Obstacle.None"/> when nothing does.</summary>
    public static Obstacle Check(IMethodSymbol method, InstrumentKind kind, Compilation compilation)
    {
        if (!IsLeftToTheGenerator(method))
            return Obstacle.NoPartialMethod;
        if (!CanHaveAnotherPart(method.ContainingType))
            return Obstacle.NoPartialType;
        if (method.ContainingType.SelfAndContaining().Any(static t => t.IsFileLocal))
            return Obstacle.FileLocal;
        if (method.Parameters.Any(p => !Access.CanName(p.Type, compilation)))
            return Obstacle.HiddenName;
        return CheckValue(method, kind);
    }

    /// <summary>The parameter that is recorded: the first without a tag. Null when there is none.</summary>
    public static IParameterSymbol? ValueOf(IMethodSymbol method) => method.Parameters.FirstOrDefault(static p => !p.Bears(KnownNames.Tag));

    /// <summary>Whether a value of the type can be measured: integers as long, all other numbers as double.</summary>
    public static bool IsMeasurable(ITypeSymbol type) => DeclaredValue.IsNumber(type) && type.SpecialType != SpecialType.System_UInt64;

    /// <summary>Whether a measurable type's values are kept as double.</summary>
    public static bool IsDouble(ITypeSymbol type) => !DeclaredValue.IsInteger(type);

    /// <summary>Whether generated code can add a part to the type.</summary>
    public static bool CanHaveAnotherPart(INamedTypeSymbol type) => type.SelfAndContaining().All(static t =>
        t.DeclaringSyntaxReferences.All(static r => r.GetSyntax() is not TypeDeclarationSyntax declaration || declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        && (t.CanBeReferencedByName || t.IsImplicitClass));

    // What the generator has written bears a mark, by which rules know it.
    private static bool IsLeftToTheGenerator(IMethodSymbol method) =>
        method is { IsStatic: true, ReturnsVoid: true, IsPartialDefinition: true, IsVararg: false }
        && (method.PartialImplementationPart is null || StrategyChoice.For(method) == Strategy.Wrapped);

    private static Obstacle CheckValue(IMethodSymbol method, InstrumentKind kind)
    {
        if (ValueOf(method) is not { } value)
            return kind == InstrumentKind.Counter ? Obstacle.None : Obstacle.NoValue;
        if (method.Parameters.Count(static p => !p.Bears(KnownNames.Tag)) > 1)
            return Obstacle.SeveralValues;
        return value.RefKind != RefKind.Out && IsMeasurable(value.Type) ? Obstacle.None : Obstacle.NoNumber;
    }
}
