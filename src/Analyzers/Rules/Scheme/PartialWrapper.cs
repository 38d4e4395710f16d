using System.Runtime.CompilerServices;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>What rules ask about methods whose wrapper is, or is meant to be, a partial method.</summary>
internal static class PartialWrapper
{
    private static readonly ConditionalWeakTable<IMethodSymbol, StrongBox<Obstacle>> Obstacles = new();

    /// <summary>Whether the method, or one that stands in the same property, is instrumented: then both have their core methods.</summary>
    public static bool IsAskedFor(IMethodSymbol method) => method.AssociatedSymbol is IPropertySymbol property
        ? new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>().Any(static a => Attributed.Of(a) is not null)
        : Attributed.Of(method) is not null;

    /// <summary>
    /// Whether the method is a partial declaration that is the generator's to implement, or nobody's, and has no core method for it to call.
    /// </summary>
    public static bool LacksCore(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet, IsPartialDefinition: true }
        && (method.PartialImplementationPart is null || StrategyChoice.For(method) == Strategy.Wrapped)
        && CoreMethod.Find(method) is null;

    /// <summary>What keeps the method from being wrapped, once it has the core method that it lacks; asked once, for all rules.</summary>
    public static Obstacle Obstacle(IMethodSymbol method, Compilation compilation) => Obstacles.GetValue(
        method, m => new(Eligibility.Check(m, LacksCore(m) ? Strategy.Partial : StrategyChoice.For(m), compilation))).Value;
}
