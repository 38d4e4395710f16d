using System.Linq;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>The one rule on which members can be asked for values, and what they give.</summary>
public static class ObservedValue
{
    /// <summary>What keeps the member from being asked; <see cref="Obstacle.None"/> when nothing does.</summary>
    public static Obstacle Check(ISymbol member, Compilation compilation)
    {
        var type = member.ContainingType;
        if (member is IMethodSymbol { MethodKind: not MethodKind.Ordinary })
            return Obstacle.LocalFunction;
        if (!member.CanBeReferencedByName || TypeOf(member) is not { } value || NumberOf(value) is null)
            return Obstacle.NoObservedValue;
        if (type.SelfAndContaining().Any(static t => t.IsFileLocal))
            return Obstacle.FileLocal;
        return member.IsStatic ? CheckStatic(member, compilation) : CheckInstance(type);
    }

    /// <summary>Whether what asks the static member has to stand in its type.</summary>
    public static bool IsHidden(ISymbol member, Compilation compilation) => !Access.IsDirect(member is IPropertySymbol { GetMethod: { } get } ? get : member, compilation);

    /// <summary>What the member gives; null where it can't be asked without arguments.</summary>
    public static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IPropertySymbol { IsIndexer: false, GetMethod: not null } property => property.Type,
        IMethodSymbol { Parameters.IsEmpty: true, Arity: 0, ReturnsVoid: false } method => method.ReturnType,
        _ => null,
    };

    /// <summary>The type of number that a value of the type is, or is made of; null when it is none that can be measured.</summary>
    public static ITypeSymbol? NumberOf(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        if (TypedInstrument.IsMeasurable(type))
            return type;
        var measurement = IsMeasurement(type) ? type : ItemsOf(type);
        return measurement is INamedTypeSymbol named && IsOfInstrument(named.TypeArguments[0]) ? named.TypeArguments[0] : null;
    }

    /// <summary>Whether the type is a number, with or without null, rather than made of measurements.</summary>
    public static bool IsNumber(ITypeSymbol type) =>
        TypedInstrument.IsMeasurable(type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type);

    /// <summary>Whether the type can be the number of one of the BCL's instruments.</summary>
    private static bool IsOfInstrument(ITypeSymbol type) => type.SpecialType
        is SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64
        or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal;

    private static Obstacle CheckStatic(ISymbol member, Compilation compilation)
    {
        var type = member.ContainingType;
        if (type.SelfAndContaining().Any(static t => t.Arity > 0))
            return Obstacle.StaticOfGenericType;
        if (member.IsAbstract || member.IsVirtual)
            return Obstacle.StaticAbstract;
        return Access.IsDirect(type, compilation) && (!IsHidden(member, compilation) || TypedInstrument.CanHaveAnotherPart(type)) ? Obstacle.None : Obstacle.HiddenObserved;
    }

    private static Obstacle CheckInstance(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class)
            return Obstacle.InstanceOfNoClass;
        return TypedInstrument.CanHaveAnotherPart(type) ? Obstacle.None : Obstacle.NoPartialType;
    }

    private static bool IsMeasurement(ITypeSymbol type) => type.Is("System.Diagnostics.Metrics", "Measurement", arity: 1);

    private static ITypeSymbol? ItemsOf(ITypeSymbol type) => type.AllInterfaces.Append(type as INamedTypeSymbol)
        .FirstOrDefault(static i => i?.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T && IsMeasurement(i.TypeArguments[0]))
        ?.TypeArguments[0];
}
