using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>
/// A rule on what becomes of spans that code starts. Bodies that mention no start cost a look at their tokens, once for all such rules.
/// </summary>
public abstract class SpanRule : TelemetryRule
{
    // Rules that run over the same graph share what is found in it.
    private static readonly ConditionalWeakTable<SyntaxNode, object> Mentioning = new();
    private static readonly ConditionalWeakTable<ControlFlowGraph, IReadOnlyList<StartedValue>> Known = new();

    private protected SpanRule(DiagnosticDescriptor descriptor)
        : base(descriptor)
    {
    }

    private protected sealed override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        if (IsAbout(context.Compilation))
            context.RegisterOperationBlockAction(c => Check(c, symbols));
    }

    /// <summary>Whether the rule has anything to say about the compilation.</summary>
    private protected virtual bool IsAbout(Compilation compilation) => true;

    /// <summary>Looks at one span of a body.</summary>
    private protected abstract void Check(OperationBlockAnalysisContext context, StartedValue started, OwnedSpan span);

    /// <summary>The function that a node of the body belongs to; operations of a graph have no model to ask.</summary>
    private protected static IMethodSymbol? FunctionAround(OperationBlockAnalysisContext context, SyntaxNode node) =>
        ModelOf(context)?.GetEnclosingSymbol(node.SpanStart, context.CancellationToken) as IMethodSymbol;

    private protected static SemanticModel? ModelOf(OperationBlockAnalysisContext context) => context.OperationBlocks[0].SemanticModel;

    private void Check(OperationBlockAnalysisContext context, TelemetrySymbols symbols)
    {
        foreach (var block in context.OperationBlocks)
        {
            if (!MayStart(block.Syntax))
                continue;
            foreach (var started in StartsIn(context.GetControlFlowGraph(block), symbols))
                Check(context, started, (OwnedSpan)started.Value);
        }
    }

    private static bool MayStart(SyntaxNode body) => (bool)Mentioning.GetValue(body, static b => SpanStart.MayBeIn(b));

    private static IReadOnlyList<StartedValue> StartsIn(ControlFlowGraph graph, TelemetrySymbols symbols) => Known.GetValue(
        graph,
        g => [.. StartedValue.In(g, call => SpanStart.Of(call, symbols) is { Call.Syntax.ContainsDiagnostics: false } start ? new OwnedSpan(start) : null)]);
}
