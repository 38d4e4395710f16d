using System.Linq;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>
/// How generated code outside the user's type gets at a member: directly, or through an <c>UnsafeAccessor</c> where the language says no
/// and the runtime can.
/// </summary>
public static class Access
{
    private const string UnsafeAccessorAttribute = "System.Runtime.CompilerServices.UnsafeAccessorAttribute";

    /// <summary>Whether generated code can name the member.</summary>
    public static bool IsDirect(ISymbol member, Compilation compilation) =>
        compilation.IsSymbolAccessibleWithin(member, compilation.Assembly);

    /// <summary>What keeps generated code from calling the method.</summary>
    public static Obstacle Check(IMethodSymbol method, Compilation compilation)
    {
        var types = method.Parameters.Select(static p => p.Type).Append(method.ReturnType).Append(method.ContainingType)
            .Concat(method.TypeParameters.Concat(method.ContainingType.SelfAndContaining().SelectMany(static t => t.TypeParameters)).SelectMany(static p => p.ConstraintTypes))
            .ToList();
        if (types.Any(type => type.Mentions(t => t is INamedTypeSymbol named && !IsNameable(named, compilation))))
            return Obstacle.HiddenType;

        // The wrapper of a ValueTask names the Task that it stands for.
        if (ReturnShape.Of(method.ReturnType) == ReturnShape.Kind.ValueTask && compilation.GetTypeByMetadataName("System.Threading.Tasks.Task") is { } task)
            types.Add(task);
        if (types.Any(type => type.Mentions(t => t is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: not TypeKind.Error, IsTupleType: false } named && !FullName.LeadsTo(named, compilation))))
            return Obstacle.HiddenName;
        return IsDirect(method, compilation) ? Obstacle.None : CheckAccessor(method, compilation);
    }

    /// <summary>What keeps generated code from reaching the member, which it can't name, through an <c>UnsafeAccessor</c>.</summary>
    public static Obstacle CheckAccessor(ISymbol member, Compilation compilation)
    {
        if (compilation.GetTypeByMetadataName(UnsafeAccessorAttribute) is null)
            return Obstacle.NoUnsafeAccessor;
        if (member is IMethodSymbol { Arity: > 0 } || member.ContainingType.SelfAndContaining().Any(static t => t.Arity > 0))
            return Obstacle.HiddenInGenericType;
        return member.ContainingType.IsStatic ? Obstacle.HiddenInStaticClass : Obstacle.None;
    }

    private static bool IsNameable(INamedTypeSymbol type, Compilation compilation) =>
        type.SpecialType != SpecialType.None || type.TypeKind == TypeKind.Error || IsDirect(type.OriginalDefinition, compilation);
}
