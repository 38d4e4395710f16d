using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads a method that is called and observed. Symbols stop here.</summary>
public static class TargetParser
{
    /// <param name="attributed">The attributes that count, and the declaration that they stand on.</param>
    /// <param name="called">The method that is called: that declaration, an override or an implementation of it.</param>
    /// <param name="strategy">How it is reached.</param>
    /// <param name="compilation">Where the generated code will stand.</param>
    public static TargetModel Parse(Attributed attributed, IMethodSymbol called, Strategy strategy, Compilation compilation)
    {
        var scope = ScopeParser.Parse(attributed.Method.ContainingAssembly);
        var member = Names.Member(called);
        var span = SignalParser.Span(attributed);
        if (span is not null)
            span = span with { Carrier = CarrierParser.Parse(attributed.Method, called, compilation) };
        var metrics = SignalParser.Metrics(attributed, scope, member);
        return new TargetModel(
            strategy,
            Holder(attributed.Method, called, strategy, member),
            member,
            Names.Display(called),
            scope,
            MethodParser.Parse(called, strategy, compilation),
            span,
            metrics,
            TagParser.Parse(attributed.Method, called, hasSpan: span is not null, hasMetrics: !metrics.IsEmpty, compilation),
            SignalParser.Errors(attributed, called, strategy, compilation));
    }

    private static string Holder(IMethodSymbol declared, IMethodSymbol called, Strategy strategy, string member) => Names.Holder(called.ContainingType) + strategy switch
    {
        // What is written while the user types stands by itself.
        Strategy.Partial => "_" + member,
        Strategy.Decorator => "_Decorator",
        Strategy.Builder => "_Async",

        // One scope a holder: attributes from another assembly's interface or base speak for that assembly.
        _ when !SymbolEqualityComparer.Default.Equals(declared.ContainingAssembly, called.ContainingAssembly) => "_For_" + Names.Holder(declared.ContainingType),
        _ => "",
    };
}
