using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>What single operations do with a value: what it is in afterwards, whether it has ended, whether it has moved on.</summary>
/// <param name="operations">The operations of the graph.</param>
/// <param name="value">The value.</param>
/// <param name="holders">The variables that can hold it.</param>
/// <param name="lifetime">Takes note of what happens.</param>
internal sealed class ValueEffects(FlowOperations operations, OwnedValue value, Holders holders, Lifetime lifetime)
{
    /// <summary>The state after the operation that starts the value.</summary>
    public ValueState Begin(BasicBlock block)
    {
        var isGiven = !value.MayBeNull || IsSuppressed(value.Start);
        var state = new ValueState(0, isGiven ? Presence.Present : Presence.Unknown);
        if (value.Before is { } before && Origin(before) is not (IObjectCreationOperation or IInvocationOperation))
            state = Hold(Origin(before), true, state);
        lifetime.MovesOn |= value.IsForeign;
        Trace(value.Start, block, state);
        return state;
    }

    /// <summary>Takes one operation further. True where the value has ended.</summary>
    public bool Apply(IOperation operation, BasicBlock block, ref ValueState state)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment:
                state = Hold(operations.TargetOf(assignment), IsValue(assignment.Value, state), state);
                return false;
            case IFlowCaptureOperation capture:
                state = Hold(capture, IsValue(capture.Value, state), state);
                return false;
            case IIsPatternOperation { Pattern: var pattern } test when IsValue(test.Value, state):
                state = Declared(pattern) is { } local ? state.With(holders.Add(local), true) : state;
                return false;
            default:
                return IsRead(operation, state) && Trace(operation, block, state);
        }
    }

    /// <summary>Whether the operation gives the value.</summary>
    public bool IsValue(IOperation operation, ValueState state) =>
        Origin(operation) is var origin && (origin == value.Start || IsRead(origin, state));

    // Back through conversions, assignments and calls that return what they are made on.
    private IOperation Origin(IOperation operation)
    {
        while (operation != value.Start)
        {
            var before = operation switch
            {
                IConversionOperation conversion => conversion.Operand,
                ISimpleAssignmentOperation assignment => assignment.Value,
                IInvocationOperation { Instance: { } instance } call when value.UseBy(call.TargetMethod, true) == Use.Passes => instance,
                IInvocationOperation { Instance: null, Arguments: { IsEmpty: false } arguments } call
                    when value.UseBy(call.TargetMethod, false) == Use.Passes => arguments[0].Value,
                _ => null,
            };
            if (before is null)
                break;
            operation = before;
        }

        return operation;
    }

    private bool IsRead(IOperation operation, ValueState state) =>
        value.IsAmbient(operation)
        || (operation is ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation
            && (holders.Find(operation) & state.Holders) != 0);

    private ValueState Hold(IOperation holder, bool holds, ValueState state)
    {
        var set = holds ? holders.Add(holder) : holders.Find(holder);
        if (holds && set == 0 && !IsNobody(holder))
            lifetime.MovesOn = true;
        if (holds)
            Note(holder);
        return state.With(set, holds);
    }

    private void Note(IOperation holder)
    {
        holders.Note(holder);
        lifetime.Variable ??= holders.First;
        lifetime.MovesOn |= holders.IsShared(holder);
    }

    // What takes the value without having to end it.
    private bool IsNobody(IOperation target) => target is IDiscardOperation || value.IsAmbient(target);

    private static ILocalSymbol? Declared(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation negated => Declared(negated.Pattern),
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol as ILocalSymbol,
        IRecursivePatternOperation recursive => recursive.DeclaredSymbol as ILocalSymbol,
        _ => null,
    };

    // From the operation that reads the value to what it is read for. True where that ends it.
    private bool Trace(IOperation read, BasicBlock block, ValueState state)
    {
        for (var current = read; ; current = current.Parent!)
        {
            switch (current.Parent)
            {
                case null when current == block.BranchValue && block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return:
                case IReturnOperation:
                    lifetime.Returns.Add(current);
                    lifetime.MovesOn = true;
                    return false;
                case null or IExpressionStatementOperation or IFlowCaptureOperation or IIsNullOperation or IIsPatternOperation or IIsTypeOperation
                    or IBinaryOperation or IInterpolationOperation:
                    return false;
                case IConversionOperation:
                    continue;
                case ISimpleAssignmentOperation assignment when assignment.Value == current:
                    continue;
                case ISimpleAssignmentOperation:
                    return false;
                case IMemberReferenceOperation member when member.Instance == current:
                    Dereference(current, read, state);
                    return false;
                case IInvocationOperation call when call.Instance == current:
                    Dereference(current, read, state);
                    lifetime.Calls.Add(call);
                    if (value.UseBy(call.TargetMethod, true) == Use.Passes)
                        continue;
                    return IsOver(call, isReceiver: true);
                case IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation call }:
                    lifetime.Calls.Add(call);
                    if (value.UseBy(call.TargetMethod, false) != Use.Passes)
                        return IsOver(call, isReceiver: false);
                    current = current.Parent;
                    continue;
                default:
                    lifetime.MovesOn = true;
                    return false;
            }
        }
    }

    private bool IsOver(IInvocationOperation call, bool isReceiver)
    {
        var use = value.UseBy(call.TargetMethod, isReceiver);
        lifetime.MovesOn |= use == Use.MovesOn;
        if (use == Use.Ends)
            lifetime.Ends.Add(call);
        return use == Use.Ends;
    }

    // What the first of several calls returns is not null.
    private void Dereference(IOperation receiver, IOperation read, ValueState state)
    {
        if (receiver.Syntax == read.Syntax && state.Presence != Presence.Present && !IsSuppressed(read) && !value.IsAmbient(read))
            lifetime.Dereferences.Add(read);
    }

    // The developer's word: activity!.
    private static bool IsSuppressed(IOperation operation) =>
        operation.Syntax.IsKind(SyntaxKind.SuppressNullableWarningExpression)
        || operation.Syntax.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression };
}
