using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>
/// The attributed methods whose calls take their tags from a type: its own, and those of the types of this compilation that derive from it.
/// </summary>
internal sealed class ObservedMethods(Compilation compilation)
{
    // Looking through all types is for the rare tag that no method of its own type takes.
    private readonly Lazy<ILookup<INamedTypeSymbol, Attributed>> _derived = new(() => AllDerived(compilation.Assembly.GlobalNamespace));

    public static IEnumerable<Attributed> Own(INamedTypeSymbol type) =>
        from method in type.GetMembers().OfType<IMethodSymbol>()
        where !method.IsImplicitlyDeclared
        let attributed = Attributed.Of(method)
        where attributed is not null
        select attributed;

    public IEnumerable<Attributed> Derived(INamedTypeSymbol type) => type.IsSealed ? [] : _derived.Value[type.OriginalDefinition];

    /// <summary>All types in the namespace, nested ones too.</summary>
    public static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (var nested in Types(member))
                yield return nested;
        }
    }

    private static ILookup<INamedTypeSymbol, Attributed> AllDerived(INamespaceSymbol root) =>
        (from type in Types(root)
         where type.BaseType is { SpecialType: not SpecialType.System_Object }
         from attributed in Own(type)
         from ancestor in Ancestors(type)
         select (ancestor, attributed)).ToLookup(static p => p.ancestor, static p => p.attributed, (IEqualityComparer<INamedTypeSymbol>)SymbolEqualityComparer.Default);

    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            yield return ancestor.OriginalDefinition;
    }
}
