using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>A value that starts in a body, with what is needed to follow it.</summary>
internal sealed class StartedValue(FlowOperations operations, BasicBlock block, int index, OwnedValue value)
{
    private readonly Holders _holders = new(value.Start.Syntax);
    private readonly object _lock = new();
    private Lifetime? _lifetime;

    public OwnedValue Value => value;

    /// <summary>What becomes of it; found out once, for all rules that ask at the same time.</summary>
    public Lifetime Lifetime
    {
        get
        {
            lock (_lock)
                return _lifetime ??= new LifetimeWalk(operations, value, _holders).FromStart(block, index);
        }
    }

    /// <summary>What becomes of it where an exception is caught.</summary>
    public Lifetime After(Handler handler) => new LifetimeWalk(operations, value, _holders).From(handler);

    /// <summary>The values that start in a body, and in the lambdas and local functions in it.</summary>
    /// <param name="graph">The body's control flow graph.</param>
    /// <param name="find">The value that the operation starts; null where it starts none.</param>
    public static IEnumerable<StartedValue> In(ControlFlowGraph graph, Func<IInvocationOperation, OwnedValue?> find)
    {
        var operations = new FlowOperations(graph);
        foreach (var block in graph.Blocks)
        {
            var all = operations.Of(block);
            for (var i = 0; i < all.Count; i++)
            {
                if (all[i] is IInvocationOperation call && find(call) is { } value)
                    yield return new StartedValue(operations, block, i, value);
                if (all[i] is not IFlowAnonymousFunctionOperation function)
                    continue;
                foreach (var inner in In(graph.GetAnonymousFunctionControlFlowGraph(function), find))
                    yield return inner;
            }
        }

        foreach (var function in graph.LocalFunctions)
        {
            foreach (var inner in In(graph.GetLocalFunctionControlFlowGraph(function), find))
                yield return inner;
        }
    }
}
