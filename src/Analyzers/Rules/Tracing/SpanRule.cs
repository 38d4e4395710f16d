using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>
/// A rule on what becomes of spans that code starts. Files that mention no start cost a look at their names, once for all rules.
/// </summary>
public abstract class SpanRule : TelemetryRule
{
    // Rules that run over the same graph share what is found in it.
    private static readonly ConditionalWeakTable<ControlFlowGraph, IReadOnlyList<StartedValue>> Known = new();

    private protected SpanRule(DiagnosticDescriptor descriptor)
        : base(descriptor)
    {
    }

    private protected sealed override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        if (IsAbout(context.Compilation))
        {
            context.RegisterBodyAction(SpanStart.Names, (c, graph) =>
            {
                foreach (var started in StartsIn(graph, symbols))
                    Check(c, started, (OwnedSpan)started.Value);
            });
        }
    }

    /// <summary>Whether the rule has anything to say about the compilation.</summary>
    private protected virtual bool IsAbout(Compilation compilation) => true;

    /// <summary>Looks at one span of a body.</summary>
    private protected abstract void Check(CodeContext context, StartedValue started, OwnedSpan span);

    /// <summary>The function that a node of the body belongs to; operations of a graph have no model to ask.</summary>
    private protected static IMethodSymbol? FunctionAround(CodeContext context, SyntaxNode node) =>
        context.SemanticModel.GetEnclosingSymbol(node.SpanStart, context.CancellationToken) as IMethodSymbol;

    private static IReadOnlyList<StartedValue> StartsIn(ControlFlowGraph graph, TelemetrySymbols symbols) => Known.GetValue(
        graph,
        g => [.. StartedValue.In(g, call => SpanStart.Of(call, symbols) is { Call.Syntax.ContainsDiagnostics: false } start ? new OwnedSpan(start) : null)]);
}
