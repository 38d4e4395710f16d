using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>Resolves what the <c>Path</c> of a tag or a carrier and a span's <c>ErrorWhen</c> name.</summary>
public static class MemberPath
{
    /// <summary>
    /// The properties and fields on the way, outermost first. Where a segment names no readable member, <paramref name="missing"/> is that
    /// segment, <paramref name="on"/> the type that lacks it, and the result is empty.
    /// </summary>
    public static ImmutableArray<ISymbol> Resolve(ITypeSymbol root, string path, Compilation compilation, out string? missing, out ITypeSymbol on)
    {
        var members = ImmutableArray.CreateBuilder<ISymbol>();
        missing = null;
        on = root;
        foreach (var segment in path.Split('.'))
        {
            // A nullable value is looked through, as it is with ?.
            if (on is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
                on = nullable.TypeArguments[0];
            if (Find(on, segment, compilation) is not { } member)
            {
                missing = segment;
                return ImmutableArray<ISymbol>.Empty;
            }

            members.Add(member);
            on = TypeOf(member);
        }

        return members.ToImmutable();
    }

    /// <summary>The members that a path's segment could have named.</summary>
    public static ImmutableArray<ISymbol> Readable(ITypeSymbol type, Compilation compilation)
    {
        var types = Hierarchy(type);
        return types.SelectMany(static t => t.GetMembers())
            .Where(member => IsReadable(member, compilation))
            .ToImmutableArray();
    }

    /// <summary>The type of a property or field.</summary>
    public static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    /// <summary>
    /// The predicate that <c>ErrorWhen</c> names: a static or instance method of the declaring type from the result to <see cref="bool"/>, or a
    /// <see cref="bool"/> property or field of the result. Null when there is none.
    /// </summary>
    public static ISymbol? ResolvePredicate(IMethodSymbol method, string name, Compilation compilation)
    {
        if (ReturnShape.Result(method.ReturnType) is not { } result)
            return null;

        var predicate = method.ContainingType.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(m =>
            m is { Arity: 0, Parameters.Length: 1, ReturnType.SpecialType: SpecialType.System_Boolean }
            && m.Parameters[0].RefKind == RefKind.None
            && (m.IsStatic || !(method.IsStatic || method.MethodKind == MethodKind.LocalFunction))
            && compilation.ClassifyCommonConversion(result, m.Parameters[0].Type) is { IsImplicit: true, IsUserDefined: false }
            && (Access.IsDirect(m, compilation) || Access.CheckAccessor(m, compilation) == Obstacle.None));
        if (predicate is not null)
            return predicate;
        return Find(result, name, compilation) is { } member && TypeOf(member).SpecialType == SpecialType.System_Boolean ? member : null;
    }

    private static ISymbol? Find(ITypeSymbol type, string name, Compilation compilation) =>
        Hierarchy(type).SelectMany(t => t.GetMembers(name)).FirstOrDefault(member => IsReadable(member, compilation));

    /// <summary>The types whose members a value of the type has: its bases, its interfaces, and what a type parameter is constrained to.</summary>
    public static System.Collections.Generic.IEnumerable<ITypeSymbol> Hierarchy(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            yield return current;
        foreach (var @interface in type.AllInterfaces)
            yield return @interface;
        if (type is ITypeParameterSymbol parameter)
        {
            foreach (var constraint in parameter.ConstraintTypes.SelectMany(Hierarchy))
                yield return constraint;
        }
    }

    private static bool IsReadable(ISymbol member, Compilation compilation) =>
        member is { IsStatic: false, IsImplicitlyDeclared: false }
            and (IPropertySymbol { GetMethod: not null, IsIndexer: false, RefKind: RefKind.None, Type.IsRefLikeType: false } or IFieldSymbol { Type.IsRefLikeType: false })
        && Access.IsDirect(member is IPropertySymbol property ? property.GetMethod! : member, compilation);
}
