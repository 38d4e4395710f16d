using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// Checks that a variable has passed where it is used: <c>known.Contains(x) ? x : "other"</c>, a case of a switch, an <c>if</c> before that
/// leaves, or sets it to something else.
/// </summary>
internal static class Guards
{
    /// <summary>What the checks around the use leave of the variable's values; null where there are none.</summary>
    public static Bound? Of(IOperation use, ISymbol variable)
    {
        for (var (inner, outer) = (use, use.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (Around(outer, inner, variable) is { } bound)
                return bound;
        }

        return null;
    }

    private static Bound? Around(IOperation outer, IOperation inner, ISymbol variable) => outer switch
    {
        IConditionalOperation conditional when conditional.WhenTrue == inner => Passed(conditional.Condition, variable, holds: true),
        IConditionalOperation conditional when conditional.WhenFalse == inner => Passed(conditional.Condition, variable, holds: false),
        ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation @switch } arm when arm.Value == inner => OfArm(arm, @switch, variable),
        ISwitchCaseOperation { Parent: ISwitchOperation @switch } section when Is(@switch.Value, variable) => OfSection(section),
        IBlockOperation block => Before(block, inner, variable),
        _ => null,
    };

    private static Bound? OfArm(ISwitchExpressionArmOperation arm, ISwitchExpressionOperation @switch, ISymbol variable) =>
        Is(@switch.Value, variable) && Of(arm.Pattern) is { } bound ? bound
        : arm.Guard is { } guard ? Passed(guard, variable, holds: true)
        : null;

    private static Bound? OfSection(ISwitchCaseOperation section)
    {
        var clauses = section.Clauses.Select(static clause => clause switch
        {
            ISingleValueCaseClauseOperation { Value.ConstantValue.HasValue: true } => Bound.Values(1),
            IPatternCaseClauseOperation pattern => Of(pattern.Pattern),
            _ => null,
        }).ToList();
        return clauses.Contains(null) ? null : Bound.AnyOf(clauses.OfType<Bound>());
    }

    // What stands before in the same block: if (!known.Contains(x)) return; or … x = "other".
    private static Bound? Before(IBlockOperation block, IOperation inner, ISymbol variable) =>
        block.Operations.TakeWhile(o => o != inner).OfType<IConditionalOperation>().Any(check =>
            check.WhenFalse is null
            && (Leaves(check.WhenTrue) || Sets(check.WhenTrue, variable))
            && Passed(check.Condition, variable, holds: false) is not null)
            ? Bound.Some
            : null;

    private static bool Leaves(IOperation branch) =>
        (branch is IBlockOperation { Operations: { IsEmpty: false } statements } ? statements[statements.Length - 1] : branch)
            is IReturnOperation or IThrowOperation or IBranchOperation or IExpressionStatementOperation { Operation: IThrowOperation };

    private static bool Sets(IOperation branch, ISymbol variable) =>
        branch.DescendantsAndSelf().OfType<ISimpleAssignmentOperation>().Any(a => Is(a.Target, variable));

    // What the variable can be where the condition holds, or doesn't.
    private static Bound? Passed(IOperation condition, ISymbol variable, bool holds) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Passed(not.Operand, variable, !holds),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both => OfTwo(both, variable, holds),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals when holds => OfEquality(equals, variable),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs when !holds => OfEquality(differs, variable),
        IIsPatternOperation { Pattern: INegatedPatternOperation negated } @is when !holds && Is(@is.Value, variable) => Of(negated.Pattern),
        IIsPatternOperation @is when holds && Is(@is.Value, variable) => Of(@is.Pattern),
        IInvocationOperation call when holds => OfCall(call, variable),
        _ => null,
    };

    // Where both hold, one check is enough; where one of two holds, both have to be checks.
    private static Bound? OfTwo(IBinaryOperation both, ISymbol variable, bool holds)
    {
        var (left, right) = (Passed(both.LeftOperand, variable, holds), Passed(both.RightOperand, variable, holds));
        if ((both.OperatorKind == BinaryOperatorKind.ConditionalAnd) == holds)
            return left ?? right;
        return left is null || right is null ? null : Bound.AnyOf([left, right]);
    }

    private static Bound? OfEquality(IBinaryOperation equality, ISymbol variable) =>
        (Is(equality.LeftOperand, variable) && IsValue(equality.RightOperand)) || (Is(equality.RightOperand, variable) && IsValue(equality.LeftOperand))
            ? Bound.Values(1)
            : null;

    // known.Contains(x), IsKnown(x), x.Equals("a"). What text looks like bounds nothing, nor does a set of ids that grows.
    private static Bound? OfCall(IInvocationOperation call, ISymbol variable)
    {
        var name = call.TargetMethod.Name;
        if (name == "Equals")
            return Operands(call).Any(o => Is(o, variable)) && Operands(call).Any(IsValue) ? Bound.Values(1) : null;
        if (name is "IsNullOrEmpty" or "IsNullOrWhiteSpace" || !call.Arguments.Any(a => Is(a.Value, variable)))
            return null;
        var isCheck = name is "Contains" or "ContainsKey" or "TryGetValue" || name.StartsWith("Is", StringComparison.Ordinal);
        return isCheck && (IsFixed(call) || !TypeBounds.Of(KnownSources.TypeOf(variable)).IsUnbounded) ? Bound.Some : null;
    }

    // Whether the set is there for as long as the program is.
    private static bool IsFixed(IInvocationOperation call)
    {
        var set = call.Instance ?? (call.Arguments.Length > 1 ? Tag.Unconverted(call.Arguments[0].Value) : null);
        return set is IMemberReferenceOperation { Member.IsStatic: true } or IArrayCreationOperation or ICollectionExpressionOperation;
    }

    private static IEnumerable<IOperation> Operands(IInvocationOperation call) =>
        call.Arguments.Select(static a => a.Value).Concat(call.Instance is null ? [] : [call.Instance]);

    /// <summary>What the pattern leaves of a value's values; null where it is no list of constants.</summary>
    private static Bound? Of(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => IsValue(constant.Value) || constant.Value.ConstantValue.HasValue ? Bound.Values(1) : null,
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either =>
            Of(either.LeftPattern) is { } left && Of(either.RightPattern) is { } right ? Bound.AnyOf([left, right]) : null,
        IBinaryPatternOperation both => Of(both.LeftPattern) ?? Of(both.RightPattern),
        _ => null,
    };

    private static bool IsValue(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: not null };

    private static bool Is(IOperation operation, ISymbol variable)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation switch
        {
            ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, variable),
            IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, variable),
            IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member =>
                SymbolEqualityComparer.Default.Equals(member.Member, variable),
            IDeclarationExpressionOperation declaration => Is(declaration.Expression, variable),
            _ => false,
        };
    }
}
