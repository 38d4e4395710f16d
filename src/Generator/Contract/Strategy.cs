using System.Linq;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>How calls of an attributed method are reached.</summary>
public enum Strategy
{
    /// <summary>At the call sites.</summary>
    Interceptor,

    /// <summary>In the method itself, which is a partial declaration whose body stands in its core method.</summary>
    Partial,

    /// <summary>In a generated class that implements the interface around another implementation.</summary>
    Decorator,

    /// <summary>In the method itself, an async one that bears one of the runtime's builders.</summary>
    Builder,

    /// <summary>Its own body is the generated wrapper already: calls are left as they are.</summary>
    Wrapped,
}

/// <summary>Chooses the strategy, from declarations alone.</summary>
public static class StrategyChoice
{
    public static Strategy For(IMethodSymbol method)
    {
        if (method.ContainingType.TypeKind == TypeKind.Interface && Attributed.IsDecorated(method.ContainingType))
            return Strategy.Decorator;
        if (method.GetAttributes().Concat(method.PartialImplementationPart?.GetAttributes() ?? [])
            .Any(static a => a.AttributeClass is { Name: KnownNames.Wrapped } type && type.ContainingNamespace.Is(KnownNames.InstrumentsNamespace)))
        {
            return Strategy.Wrapped;
        }

        // A partial method that another generator implements has no core method; its calls are intercepted like any other's.
        if (method.IsPartialDefinition && method.PartialImplementationPart is null
            && (CoreMethod.Find(method) is not null || !CoreMethod.IsLeftToAnotherGenerator(method)))
        {
            return Strategy.Partial;
        }

        return AsyncBuilder.IsOn(method) ? Strategy.Builder : Strategy.Interceptor;
    }
}
