using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>What a condition's outcome says of whether a value is null.</summary>
internal static class NullTest
{
    /// <summary>What is known when the condition has turned out so.</summary>
    public static Presence Learn(IOperation condition, bool outcome, Func<IOperation, bool> isValue) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => Learn(operand, !outcome, isValue),
        IIsNullOperation test when isValue(test.Operand) => outcome ? Presence.Absent : Presence.Present,
        IIsPatternOperation test when isValue(test.Value) => Learn(test.Pattern, outcome),
        IIsTypeOperation { IsNegated: false } test when isValue(test.ValueOperand) => outcome ? Presence.Present : Presence.Absent,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } test when IsWithNull(test, isValue) =>
            outcome ? Presence.Absent : Presence.Present,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } test when IsWithNull(test, isValue) =>
            outcome ? Presence.Present : Presence.Absent,
        _ => Presence.Unknown,
    };

    /// <summary>Whether the condition is that of a <c>?.</c> whose result nobody takes: what follows does not depend on it.</summary>
    public static bool LeavesNothing(IOperation condition) =>
        condition is IIsNullOperation { Syntax.Parent: ConditionalAccessExpressionSyntax access }
        && access.Parent is ExpressionStatementSyntax or AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } };

    private static Presence Learn(IPatternOperation pattern, bool outcome) => pattern switch
    {
        INegatedPatternOperation negated => Learn(negated.Pattern, !outcome),
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => outcome ? Presence.Absent : Presence.Present,
        IDeclarationPatternOperation { MatchesNull: false } or ITypePatternOperation => outcome ? Presence.Present : Presence.Absent,
        IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } =>
            outcome ? Presence.Present : Presence.Absent,
        IRecursivePatternOperation => outcome ? Presence.Present : Presence.Unknown,
        _ => Presence.Unknown,
    };

    private static bool IsWithNull(IBinaryOperation test, Func<IOperation, bool> isValue) =>
        (IsNull(test.RightOperand) && isValue(test.LeftOperand)) || (IsNull(test.LeftOperand) && isValue(test.RightOperand));

    private static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };
}
