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
        var metrics = SignalParser.Metrics(attributed, scope, member);
        return new TargetModel(
            strategy,
            Holder(attributed.Method, called),
            member,
            Names.Display(called),
            scope,
            MethodParser.Parse(called, compilation),
            span,
            metrics,
            TagParser.Parse(attributed.Method, called, hasSpan: span is not null, hasMetrics: !metrics.IsEmpty, compilation),
            SignalParser.Errors(attributed, compilation));
    }

    // One scope a holder: a method whose attributes come from another assembly's interface or base speaks for that assembly.
    private static string Holder(IMethodSymbol declared, IMethodSymbol called) =>
        SymbolEqualityComparer.Default.Equals(declared.ContainingAssembly, called.ContainingAssembly)
            ? Names.Holder(called.ContainingType)
            : Names.Holder(called.ContainingType) + "_For_" + Names.Holder(declared.ContainingType);
}
