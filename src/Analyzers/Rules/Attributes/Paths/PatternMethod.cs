using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>Methods that the language calls for their shape, where the compiler does not tell which.</summary>
internal static class PatternMethod
{
    /// <summary>The type's instance methods of that name and number of parameters, its own first.</summary>
    public static IEnumerable<IMethodSymbol> All(ITypeSymbol? type, string name, int parameters)
    {
        // A type parameter has what its class has.
        if (type is ITypeParameterSymbol { ConstraintTypes: var constraints })
            type = constraints.FirstOrDefault(static t => t.TypeKind == TypeKind.Class);
        var inherited = type is { TypeKind: TypeKind.Interface } ? type.AllInterfaces : [];
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            foreach (var method in Own(ancestor, name, parameters))
                yield return method;
        }

        foreach (var method in inherited.SelectMany(i => Own(i, name, parameters)))
            yield return method;
    }

    /// <summary>The method that disposes of something of that static type at the end of a <c>using</c> or a loop; null where the interface hides it.</summary>
    public static IMethodSymbol? Disposing(ITypeSymbol? type, bool isAsync, Compilation compilation)
    {
        var name = isAsync ? "DisposeAsync" : nameof(IDisposable.Dispose);
        if (All(type, name, parameters: 0).FirstOrDefault() is not { } found)
            return null;

        // Where the interface is implemented by something else, that is what runs.
        var declaration = compilation.GetTypeByMetadataName(isAsync ? "System.IAsyncDisposable" : "System.IDisposable")?.GetMembers(name).FirstOrDefault();
        if (declaration is null || found.ContainingType.TypeKind == TypeKind.Interface
            || found.ContainingType.FindImplementationForInterfaceMember(declaration) is not { } implementation)
        {
            return found;
        }

        for (var method = found; method is not null; method = method.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, implementation.OriginalDefinition))
                return found;
        }

        return null;
    }

    private static IEnumerable<IMethodSymbol> Own(ITypeSymbol type, string name, int parameters) =>
        type.GetMembers(name).OfType<IMethodSymbol>()
            .Where(m => m is { MethodKind: MethodKind.Ordinary, IsStatic: false, Arity: 0 } && m.Parameters.Length == parameters);
}
