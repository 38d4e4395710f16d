using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// Follows a value over the control flow graph, from where it starts along every path: through <c>try</c> and <c>finally</c>, early returns,
/// exceptions of what is called, and iterators that nobody reads to their end.
/// </summary>
/// <param name="operations">The operations of the graph.</param>
/// <param name="value">The value.</param>
/// <param name="holders">The variables that can hold it.</param>
internal sealed class LifetimeWalk(FlowOperations operations, OwnedValue value, Holders holders)
{
    private readonly Assumptions _assumptions = new(value.Start.Syntax);
    private readonly Lifetime _lifetime = new(value);
    private readonly Dictionary<(ControlFlowRegion Finally, ValueState State), bool> _passed = [];
    private readonly HashSet<(ControlFlowRegion? Region, ValueState State, LeakKind Kind)> _unwound = [];
    private ValueEffects? _effects;

    private ValueEffects Effects => _effects ??= new(operations, value, holders, _lifetime);

    /// <summary>What becomes of the value after its start, the operation of that number in the block.</summary>
    public Lifetime FromStart(BasicBlock block, int index)
    {
        Run(new Route(null, block, index + 1, Effects.Begin(block)));
        return _lifetime;
    }

    /// <summary>What becomes of it where an exception is caught.</summary>
    public Lifetime From(Handler handler)
    {
        Run(new Route(null, handler.First, 0, handler.State));
        return _lifetime;
    }

    private void Run(Route route)
    {
        while (route.TryNext(out var next))
            Visit(route, next.Block, next.Index, next.State);
    }

    private void Visit(Route route, BasicBlock block, int index, ValueState state)
    {
        var all = operations.Of(block);
        for (; index < all.Count; index++)
        {
            var operation = all[index];
            if (operation == value.Start)
            {
                Leave(LeakKind.ComesRound, operation, state);
                return;
            }

            if (Effects.Apply(operation, block, ref state))
            {
                _lifetime.EndsInHandler |= IsInHandler(block);
                return;
            }

            if (operation is IReturnOperation { Kind: OperationKind.YieldReturn })
            {
                if (state.Presence != Presence.Absent)
                    _lifetime.Yields.Add(operation);
                Unwind(route, block, operation, state, LeakKind.Abandoned);
            }
            else if (FlowOperations.MayThrow(operation))
            {
                Unwind(route, block, operation, state, LeakKind.Throws);
            }
        }

        if (block.ConditionKind == ControlFlowConditionKind.None)
        {
            Follow(route, block, block.FallThroughSuccessor, state);
            return;
        }

        Choose(route, block, true, state);
        Choose(route, block, false, state);
    }

    private void Choose(Route route, BasicBlock block, bool outcome, ValueState state)
    {
        var condition = block.BranchValue!;
        if ((condition.ConstantValue.Value as bool? ?? _assumptions.Of(condition.Syntax)) is { } known && known != outcome)
            return;

        // Where the value is null there is nothing to end. Only after a ?. that stands for itself is it certain that paths with null go on.
        var learnt = NullTest.Learn(condition, outcome, o => Effects.IsValue(o, state));
        if ((learnt == Presence.Absent && state.Presence == Presence.Present) || (learnt == Presence.Present && state.Presence == Presence.Absent)
            || (learnt == Presence.Absent && state.Presence == Presence.Unknown && !NullTest.LeavesNothing(condition)))
        {
            return;
        }

        var branch = block.ConditionKind == ControlFlowConditionKind.WhenTrue == outcome ? block.ConditionalSuccessor : block.FallThroughSuccessor;
        Follow(route, block, branch, learnt == Presence.Unknown ? state : state.With(learnt));
    }

    private void Follow(Route route, BasicBlock block, ControlFlowBranch? branch, ValueState state)
    {
        switch (branch?.Semantics)
        {
            case ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return:
                var isReturn = branch.Semantics == ControlFlowBranchSemantics.Return;
                if (state.Presence != Presence.Absent && !branch.FinallyRegions.All(f => Passes(f, state)))
                {
                    if (isReturn && block.BranchValue is { } returned)
                        _lifetime.ReturnedInside.Add(returned);
                }
                else if (branch.Destination is { Kind: not BasicBlockKind.Exit } destination)
                {
                    route.Add(destination, state);
                }
                else
                {
                    Leave(LeakKind.Leaves, isReturn ? block.BranchValue : null, state);
                }

                break;
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                _lifetime.Throws = true;
                Unwind(route, block, block.BranchValue, state, LeakKind.Throws);
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                route.ReachesEnd |= state.Presence != Presence.Absent;
                _lifetime.MovesOn |= route.Finally is null;
                break;
        }
    }

    // Whether the value is still open after the finally, on any path.
    private bool Passes(ControlFlowRegion @finally, ValueState state)
    {
        if (_passed.TryGetValue((@finally, state), out var passes))
            return passes;

        var route = new Route(@finally, operations.Graph.Blocks[@finally.FirstBlockOrdinal], 0, state);
        Run(route);
        return _passed[(@finally, state)] = route.ReachesEnd;
    }

    // From what throws outwards, through each finally, to every handler that may take it.
    private void Unwind(Route route, BasicBlock block, IOperation? thrower, ValueState state, LeakKind kind)
    {
        if (route.Finally is not null || state.Presence == Presence.Absent || !_unwound.Add((block.EnclosingRegion, state, kind)))
            return;

        var clauses = Clauses(thrower).GetEnumerator();
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } whole })
                continue;
            if (whole.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                if (!Passes(whole.NestedRegions[1], state))
                    return;
            }
            else if (kind == LeakKind.Throws && IsCaught(route, whole, clauses.MoveNext() ? clauses.Current : null, state))
            {
                return;
            }
        }

        Leave(kind, thrower, state);
    }

    private bool IsCaught(Route route, ControlFlowRegion whole, TryStatementSyntax? statement, ValueState state)
    {
        for (var i = 1; i < whole.NestedRegions.Length; i++)
        {
            var handler = whole.NestedRegions[i];
            var first = operations.Graph.Blocks[handler.FirstBlockOrdinal];
            if (statement?.Catches.ElementAtOrDefault(i - 1) is { } clause && _lifetime.Handlers.TrueForAll(h => h.Clause != clause))
                _lifetime.Handlers.Add(new Handler(clause, first, state));
            route.Add(first, state);
            if (handler.Kind == ControlFlowRegionKind.Catch && CatchesAll(handler.ExceptionType))
                return true;
        }

        return false;
    }

    private static bool CatchesAll(ITypeSymbol? type) =>
        type is null || type.SpecialType == SpecialType.System_Object || type.Is("System", "Exception");

    // The try statements with handlers around what throws, innermost first: the graph has no syntax for a handler that does nothing.
    private static IEnumerable<TryStatementSyntax> Clauses(IOperation? thrower)
    {
        for (var node = thrower?.Syntax; node?.Parent is { } parent; node = parent)
        {
            if (parent is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
                yield break;
            if (parent is TryStatementSyntax { Catches.Count: > 0 } statement && statement.Block == node)
                yield return statement;
        }
    }

    private void Leave(LeakKind kind, IOperation? at, ValueState state)
    {
        if (state.Presence != Presence.Absent)
            _lifetime.Leaks.Add(new Leak(kind, at));
    }

    private static bool IsInHandler(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Finally)
                return true;
        }

        return false;
    }

    // The blocks that are still to be visited: of the whole body, or of one finally alone.
    private sealed class Route
    {
        private readonly Stack<(BasicBlock Block, int Index, ValueState State)> _waiting = new();
        private readonly HashSet<(int Block, ValueState State)> _seen = [];

        public Route(ControlFlowRegion? @finally, BasicBlock first, int index, ValueState state)
        {
            Finally = @finally;
            _waiting.Push((first, index, state));
        }

        public ControlFlowRegion? Finally { get; }

        public bool ReachesEnd { get; set; }

        public void Add(BasicBlock block, ValueState state)
        {
            if (_seen.Add((block.Ordinal, state)))
                _waiting.Push((block, 0, state));
        }

        public bool TryNext(out (BasicBlock Block, int Index, ValueState State) next)
        {
            next = _waiting.Count > 0 ? _waiting.Pop() : default;
            return next.Block is not null;
        }
    }
}
