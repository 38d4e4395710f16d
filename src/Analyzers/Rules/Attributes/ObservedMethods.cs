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

    private readonly Lazy<HashSet<ISymbol>> _asking = new(() => new HashSet<ISymbol>(
        Types(compilation.Assembly.GlobalNamespace).Where(AsksObjects).SelectMany(Ancestors), SymbolEqualityComparer.Default));

    public static IEnumerable<Attributed> Own(INamedTypeSymbol type) =>
        from method in type.GetMembers().OfType<IMethodSymbol>()
        where !method.IsImplicitlyDeclared
        let attributed = Attributed.Of(method)
        where attributed is not null
        select attributed;

    public IEnumerable<Attributed> Derived(INamedTypeSymbol type) => type.IsSealed ? [] : _derived.Value[type.OriginalDefinition];

    /// <summary>Whether objects of the type, or of one of this compilation that derives from it, are asked for values, which take its tags.</summary>
    public bool AsksObjectsOf(INamedTypeSymbol type) => AsksObjects(type) || (!type.IsSealed && _asking.Value.Contains(type.OriginalDefinition));

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

    private static bool AsksObjects(INamedTypeSymbol type) =>
        type.GetMembers().Any(static m => !m.IsStatic && DeclaredInstrument.Of(m) is { IsObserved: true });

    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            yield return ancestor.OriginalDefinition;
    }
}
