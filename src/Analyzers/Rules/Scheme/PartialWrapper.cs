using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>What rules ask about methods whose wrapper is, or is meant to be, a partial method.</summary>
internal static class PartialWrapper
{
    /// <summary>
    /// Whether the method is a partial declaration that nobody implements and that has no core method for the generator to call. After the
    /// generator has run, one with a core method has its implementing part.
    /// </summary>
    public static bool LacksCore(IMethodSymbol method) =>
        method is { IsPartialDefinition: true, PartialImplementationPart: null } && CoreMethod.Find(method) is null;

    /// <summary>What keeps the method from being wrapped, once it has the core method that it lacks.</summary>
    public static Obstacle Obstacle(IMethodSymbol method, Compilation compilation) =>
        Eligibility.Check(method, LacksCore(method) ? Strategy.Partial : StrategyChoice.For(method), compilation);
}
