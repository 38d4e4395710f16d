using System;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>What a call calls: the declaration, whatever form the call has.</summary>
public static class CalledMethod
{
    // Extension blocks came with C# 14, and with a Roslyn that is newer than the oldest one this runs in: asked for by name, once.
    private static readonly Func<IMethodSymbol, IMethodSymbol?>? AssociatedImplementation =
        typeof(IMethodSymbol).GetProperty("AssociatedExtensionImplementation")?.GetMethod is { } getter
            ? (Func<IMethodSymbol, IMethodSymbol?>)getter.CreateDelegate(typeof(Func<IMethodSymbol, IMethodSymbol?>))
            : null;

    /// <summary>
    /// The declaration without type arguments. A call of an extension method is one of the static method, and so is a call of a member of an
    /// extension block: of the static method beside the block that the compiler makes of it.
    /// </summary>
    public static IMethodSymbol Declaration(this IMethodSymbol called)
    {
        var definition = (called.ReducedFrom ?? called).OriginalDefinition;
        return definition.ExtensionImplementation() ?? definition;
    }

    /// <summary>Whether the method takes the object that it is called on as an argument.</summary>
    public static bool IsCalledAsExtension(this IMethodSymbol called) =>
        called.ReducedFrom is not null || called.OriginalDefinition.ExtensionImplementation() is not null;

    /// <summary>The static method that a member of an extension block is compiled to; null for any other method.</summary>
    public static IMethodSymbol? ExtensionImplementation(this IMethodSymbol member) => AssociatedImplementation?.Invoke(member);
}
