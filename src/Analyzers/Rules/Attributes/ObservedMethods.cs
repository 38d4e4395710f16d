using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>
/// The attributed methods whose calls take their tags from a type: its own, and those of the types of this compilation that derive from it.
/// </summary>
internal sealed class ObservedMethods(Compilation compilation)
{
    // Looking through all types is for the rare tag on a type without an attributed method of its own.
    private readonly Lazy<ILookup<INamedTypeSymbol, Attributed>> _derived = new(() => Derived(compilation.Assembly.GlobalNamespace));

    public IReadOnlyList<Attributed> Of(INamedTypeSymbol type)
    {
        var own = Own(type).ToList();
        return own.Count > 0 && type.IsSealed ? own : [.. own, .. _derived.Value[type.OriginalDefinition]];
    }

    private static IEnumerable<Attributed> Own(INamedTypeSymbol type) =>
        from method in type.GetMembers().OfType<IMethodSymbol>()
        where !method.IsImplicitlyDeclared && !method.Bears(KnownNames.NotInstrumented)
        let attributed = Attributed.Of(method)
        where attributed is not null
        select attributed;

    private static ILookup<INamedTypeSymbol, Attributed> Derived(INamespaceSymbol root) =>
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

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (var nested in Types(member))
                yield return nested;
        }
    }
}
