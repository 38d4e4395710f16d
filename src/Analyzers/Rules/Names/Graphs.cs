using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>The control flow graphs of bodies, each made once for all rules that ask.</summary>
internal static class Graphs
{
    private static readonly ConditionalWeakTable<IOperation, ControlFlowGraph> Known = new();

    /// <summary>The graph of a whole body or initializer; null where the operation is neither.</summary>
    public static ControlFlowGraph? Of(IOperation body) =>
        body is IMethodBodyOperation or IConstructorBodyOperation or IBlockOperation or IFieldInitializerOperation or IPropertyInitializerOperation
            ? Known.GetValue(body, static b => Create(b))
            : null;

    private static ControlFlowGraph Create(IOperation body) => body switch
    {
        IMethodBodyOperation method => ControlFlowGraph.Create(method),
        IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor),
        IFieldInitializerOperation field => ControlFlowGraph.Create(field),
        IPropertyInitializerOperation property => ControlFlowGraph.Create(property),
        _ => ControlFlowGraph.Create((IBlockOperation)body),
    };
}
