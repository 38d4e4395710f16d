using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>Follows values into text: <c>ToString</c>, interpolation, concatenation, and what changes its letters alone.</summary>
/// <param name="follow">What follows a value.</param>
internal sealed class TextFlow(Func<IOperation, Bound> follow)
{
    private const string Composed = "text that is put together from several values";

    public Bound Of(IInterpolatedStringOperation text) =>
        Join(text.Parts.OfType<IInterpolationOperation>().Select(static p => p.Expression));

    /// <summary>Of text that is added to text.</summary>
    public Bound Of(IBinaryOperation sum) => Join(Operands(sum));

    /// <summary>Of a call that makes text of a value; null where it is another call.</summary>
    public Bound? Of(IInvocationOperation call)
    {
        var (method, type) = (call.TargetMethod, call.TargetMethod.ContainingType);
        if (method.Name == "ToString" && call.Instance is { } value)
            return OfToString(call, Unboxed(value));
        if (type?.SpecialType != SpecialType.System_String)
            return null;
        return method.Name switch
        {
            "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" or "Trim" or "TrimStart" or "TrimEnd" or "Normalize"
                when call.Instance is { } text => follow(text),
            "Intern" or "Copy" when call.Arguments.Length == 1 => follow(call.Arguments[0].Value),
            "Concat" or "Format" or "Join" => Join(call.Arguments.Select(static a => a.Value).SelectMany(Elements)),
            _ => null,
        };
    }

    // How a moment or a number is written may leave few of its values.
    private Bound OfToString(IInvocationOperation call, IOperation value)
    {
        var bound = follow(value);
        if (bound is { IsUnbounded: true, Evidence: Evidence.Type } && !call.Arguments.IsEmpty && !value.Type.Is("System", "Guid")
            && call.Arguments.Any(static a => a.Parameter?.Type.SpecialType == SpecialType.System_String))
        {
            return Bound.Unknown;
        }

        if (TypeBounds.IsException(value.Type))
            return Bound.Unbounded(Evidence.Description, "the whole text of an exception");
        return bound.Kind == BoundKind.Unknown && value.Type is { IsRecord: true } record && IsSynthesized(call.TargetMethod, record)
            ? Bound.Unbounded(Evidence.Description, $"the text of all members of '{record.Name}'")
            : bound;
    }

    private static bool IsSynthesized(IMethodSymbol method, ITypeSymbol record) =>
        method.Parameters.IsEmpty
        && record.GetMembers("ToString").OfType<IMethodSymbol>().All(static m => m.IsImplicitlyDeclared || !m.Parameters.IsEmpty)
        && !record.GetMembers("PrintMembers").Any(static m => !m.IsImplicitlyDeclared);

    // One value with constant text around it is as bounded as it is; of several, each combination is a value.
    private Bound Join(IEnumerable<IOperation> parts)
    {
        var values = parts.Select(Unboxed).Where(static p => !p.ConstantValue.HasValue).ToList();
        var bounds = values.ConvertAll(v => OfPart(v));
        var bound = Bound.AllOf(bounds);
        var varying = values.Where((v, i) => bounds[i].Kind == BoundKind.Unknown && !IsFixed(v)).ToList();
        return bound.Kind == BoundKind.Unknown && varying.Count > 1 && varying.Exists(IsText)
            ? Bound.Unbounded(Evidence.Composed, Composed)
            : bound;
    }

    private Bound OfPart(IOperation part) =>
        TypeBounds.IsException(part.Type) ? Bound.Unbounded(Evidence.Description, "the whole text of an exception") : follow(part);

    // What is static and takes nothing is the same each time.
    private static bool IsFixed(IOperation part) =>
        part is IMemberReferenceOperation { Member.IsStatic: true } or IInvocationOperation { TargetMethod.IsStatic: true, Arguments.IsEmpty: true };

    private static bool IsText(IOperation part) => part.Type?.SpecialType is SpecialType.System_String or SpecialType.System_Object;

    private static IEnumerable<IOperation> Operands(IOperation operation) =>
        Unboxed(operation) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum
            ? Operands(sum.LeftOperand).Concat(Operands(sum.RightOperand))
            : [operation];

    private static IEnumerable<IOperation> Elements(IOperation argument) => Unboxed(argument) switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements,
        var value => [value],
    };

    private static IOperation Unboxed(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
            operation = conversion.Operand;
        return operation;
    }
}
