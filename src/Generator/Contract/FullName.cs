using System.Linq;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>
/// Whether a type's full name, which is how generated code calls it, means that type there. It does not where the project has a namespace that
/// is called so, where two references have a type of that name, and where only an extern alias leads to it.
/// </summary>
internal static class FullName
{
    public static bool LeadsTo(INamedTypeSymbol type, Compilation compilation)
    {
        var outermost = type.SelfAndContaining().Last().OriginalDefinition;
        if (Find(outermost.ContainingNamespace, compilation.GlobalNamespace) is not { } @namespace
            || (outermost.Arity == 0 && @namespace.GetMembers(outermost.Name).OfType<INamespaceSymbol>().Any()))
        {
            return false;
        }

        // The project's own type comes before those of references.
        var types = @namespace.GetTypeMembers(outermost.Name, outermost.Arity)
            .Where(t => !t.IsFileLocal && compilation.IsSymbolAccessibleWithin(t, compilation.Assembly)).ToList();
        var found = types.Find(t => SymbolEqualityComparer.Default.Equals(t.ContainingAssembly, compilation.Assembly)) ?? (types.Count == 1 ? types[0] : null);
        return SymbolEqualityComparer.Default.Equals(found, outermost);
    }

    private static INamespaceSymbol? Find(INamespaceSymbol name, INamespaceSymbol root) => name.IsGlobalNamespace
        ? root
        : Find(name.ContainingNamespace, root)?.GetMembers(name.Name).OfType<INamespaceSymbol>().FirstOrDefault();
}
