using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// Follows a value to what bounds it, or unbounds it: through locals, fields that only this file sets, conversions, text, branches, checks and
/// helpers. What it can't see through is <see cref="Bound.Unknown"/>, unless its type says more.
/// </summary>
internal sealed class ValueFlow
{
    // No value of real code takes a tenth of it; what branches and helpers could multiply stays cheap.
    private const int MostSteps = 400;

    private readonly SourceFile _file;
    private readonly TextFlow _text;

    // What is being followed: what comes back to itself adds no value.
    private readonly HashSet<ISymbol> _open = new(SymbolEqualityComparer.Default);

    // The arguments of the helpers' calls that are being followed.
    private readonly Dictionary<ISymbol, Bound> _arguments = new(SymbolEqualityComparer.Default);
    private int _steps;

    private ValueFlow(SemanticModel model, CancellationToken cancellation)
    {
        _file = new SourceFile(model, cancellation);
        _text = new TextFlow(Follow);
    }

    /// <summary>How many values the operation's value can have.</summary>
    public static Bound Of(IOperation value, CancellationToken cancellation) =>
        value.SemanticModel is { } model ? new ValueFlow(model, cancellation).Follow(value) : Bound.Unknown;

    private Bound Follow(IOperation value)
    {
        if (value.ConstantValue.HasValue)
            return Bound.Values(1);
        if (++_steps > MostSteps)
            return Bound.Unknown;

        return value switch
        {
            IConversionOperation conversion => OfConversion(conversion),
            IParenthesizedOperation parentheses => Follow(parentheses.Operand),
            IConditionalOperation { WhenFalse: { } whenFalse } conditional => Bound.AnyOf([Follow(conditional.WhenTrue), Follow(whenFalse)]),
            ICoalesceOperation coalesce => Bound.AnyOf([Follow(coalesce.Value), OfStandIn(coalesce.WhenNull)]),
            ISwitchExpressionOperation @switch => Bound.AnyOf(@switch.Arms.Select(a => Follow(a.Value))),
            IThrowOperation => Bound.None,
            IConditionalAccessOperation access => Follow(access.WhenNotNull),
            IConditionalAccessInstanceOperation instance => instance.Receiver() is { } receiver ? Follow(receiver) : Bound.Unknown,
            ISimpleAssignmentOperation assignment => Follow(assignment.Value),
            IAwaitOperation { Operation: IInvocationOperation call } => OfHelper(call) ?? OfType(value),
            IBinaryOperation binary => OfBinary(binary),
            IInterpolatedStringOperation interpolated => _text.Of(interpolated),
            IInvocationOperation call => _text.Of(call) ?? KnownSources.Of(call) ?? OfHelper(call) ?? OfType(call).From(call.TargetMethod),
            ILocalReferenceOperation local => Once(local.Local, () => OfLocal(local), Bound.None),
            IParameterReferenceOperation parameter => Once(parameter.Parameter, () => OfParameter(parameter), Bound.None),
            IMemberReferenceOperation member => OfMember(member),
            _ => OfType(value),
        };
    }

    // What stands in for a value that is missing is the exception: what it is called says too little then.
    private Bound OfStandIn(IOperation value) =>
        Follow(value) is var bound && bound is { IsUnbounded: true, Evidence: Evidence.Name } ? Bound.Unknown : bound;

    private static Bound OfType(IOperation value) => TypeBounds.Of(value.Type);

    // Text has as many values as what it is the text of. What becomes a whole number was rounded, or put into a range.
    private Bound OfConversion(IConversionOperation conversion)
    {
        if (conversion.OperatorMethod is not null && conversion.Type?.SpecialType != SpecialType.System_String)
            return OfType(conversion);
        var bound = Follow(conversion.Operand);
        var isRounded = conversion.Conversion.IsNumeric && !TypeBounds.IsFloatingPoint(TypeBounds.Underlying(conversion.Type));
        return bound.IsUnbounded && isRounded ? Bound.Unknown : bound;
    }

    private Bound OfBinary(IBinaryOperation binary) => binary switch
    {
        { Type.SpecialType: SpecialType.System_String } => _text.Of(binary),
        { OperatorKind: BinaryOperatorKind.Remainder, RightOperand.ConstantValue.Value: int and > 0 and var modulus } => Bound.Values(modulus),
        _ => OfType(binary),
    };

    // A helper of this file: what it returns, with the call's arguments for its parameters.
    private Bound? OfHelper(IInvocationOperation call)
    {
        var method = call.TargetMethod.OriginalDefinition;
        if (call.Instance is not (null or IInstanceReferenceOperation) || _file.Returned(method) is not { } returned)
            return null;

        // Before the helper's own parameters get their values: it may be called with what another call of it returned.
        var arguments = call.Arguments.Where(static a => a.Parameter is not null)
            .Select(a => (a.Parameter!.OriginalDefinition, Follow(a.Value)))
            .ToImmutableArray();
        return Once(method, () => OfReturned(returned, arguments), Bound.None);
    }

    private Bound OfReturned(IReadOnlyList<IOperation> returned, ImmutableArray<(IParameterSymbol Parameter, Bound Bound)> arguments)
    {
        foreach (var (parameter, bound) in arguments)
            _arguments[parameter] = bound;
        var result = Bound.AnyOf(returned.Select(Follow));
        foreach (var (parameter, _) in arguments)
            _arguments.Remove(parameter);
        return result;
    }

    private Bound OfLocal(ILocalReferenceOperation local) =>
        Guards.Of(local, local.Local) ?? (Definitions.Of(local.Local, local) is { } values ? OneOf(values, local) : OfType(local));

    private Bound OfParameter(IParameterReferenceOperation reference)
    {
        var parameter = reference.Parameter;
        if (Guards.Of(reference, parameter) is { } guarded)
            return guarded;
        if (_arguments.TryGetValue(parameter.OriginalDefinition, out var argument))
            return argument;
        if (Definitions.Of(parameter, reference) is not { IsEmpty: true })
            return OfType(reference).From(parameter);
        return Definitions.Arguments(parameter, _file) is { } arguments
            ? Bound.AnyOf(arguments.Select(Follow))
            : KnownSources.Of(parameter).From(parameter);
    }

    private Bound OfMember(IMemberReferenceOperation reference)
    {
        var member = reference.Member;
        var isOwn = reference.Instance is null or IInstanceReferenceOperation;
        return KnownSources.Of(reference)
            ?? (isOwn ? Guards.Of(reference, member) : null)
            ?? Once(member.OriginalDefinition, () => OfDefinition(member.OriginalDefinition, reference), Bound.None)
            ?? KnownSources.OfOther(reference).From(member);
    }

    private Bound? OfDefinition(ISymbol member, IMemberReferenceOperation reference)
    {
        if (Definitions.Of(member, _file) is { } values)
        {
            // What is static, what this object makes for itself, and how it is configured, has one value for as long as it lives; what it was given,
            // and what other objects have, may differ each time.
            var bound = Bound.AnyOf(values.Select(Follow));
            var isFixed = member.IsStatic
                || (KnownSources.IsOwn(reference) && (bound.Origin is not IParameterSymbol || TypeBounds.IsSetting(KnownSources.TypeOf(member))));
            return bound.IsUnbounded && isFixed ? Bound.Unknown : bound;
        }

        return member is IPropertySymbol && _file.Returned(member) is { } returned ? Bound.AnyOf(returned.Select(Follow)) : null;
    }

    // Of values that follow one another the last before the use counts: what was unbounded may have been checked and replaced.
    private Bound OneOf(ImmutableArray<IOperation> values, IOperation use)
    {
        var bound = Bound.AnyOf(values.Select(Follow));
        if (!bound.IsUnbounded || values.Length == 1)
            return bound;
        var last = values.LastOrDefault(v => v.Syntax.SpanStart < use.Syntax.SpanStart);
        return last is not null && Follow(last) is { IsUnbounded: true } unbounded ? unbounded : Bound.Unknown;
    }

    private T Once<T>(ISymbol symbol, Func<T> follow, T again)
    {
        if (!_open.Add(symbol))
            return again;
        var bound = follow();
        _open.Remove(symbol);
        return bound;
    }
}
