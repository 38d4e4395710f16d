using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>What a span name is put together from.</summary>
internal static class SpanNameParts
{
    /// <summary>The values in the name that the compiler does not know.</summary>
    public static IEnumerable<IOperation> Of(IOperation name) => Unknown(name, mayFollow: true);

    private static IEnumerable<IOperation> Unknown(IOperation value, bool mayFollow)
    {
        if (value.ConstantValue.HasValue)
            return [];

        return value switch
        {
            IConversionOperation conversion => Unknown(conversion.Operand, mayFollow),
            IInterpolatedStringOperation text => text.Parts.OfType<IInterpolationOperation>().SelectMany(p => Unknown(p.Expression, mayFollow)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum =>
                Unknown(sum.LeftOperand, mayFollow).Concat(Unknown(sum.RightOperand, mayFollow)),
            IInvocationOperation { TargetMethod: { Name: "Concat" or "Format", ContainingType.SpecialType: SpecialType.System_String } } call =>
                call.Arguments.SelectMany(a => Unknown(a.Value, mayFollow)),
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues.SelectMany(e => Unknown(e, mayFollow)),
            IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } instance } => Unknown(instance, mayFollow),
            IConditionalOperation { WhenFalse: { } whenFalse } either =>
                Unknown(either.WhenTrue, mayFollow).Concat(Unknown(whenFalse, mayFollow)),
            ILocalReferenceOperation local when mayFollow && InitialValue(local) is { } initial => Unknown(initial, mayFollow: false).DefaultIfEmpty(value),
            _ => [value],
        };
    }

    // Text that was put together just before.
    private static IOperation? InitialValue(ILocalReferenceOperation local) =>
        local.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
        && value is InterpolatedStringExpressionSyntax or BinaryExpressionSyntax or InvocationExpressionSyntax
            ? local.SemanticModel?.GetOperation(value)
            : null;
}
