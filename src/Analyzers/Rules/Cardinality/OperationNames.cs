using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>What the variable or member is called that an operation reads.</summary>
internal static class OperationNames
{
    // What these make of text is the same text, for a reader.
    private static readonly ImmutableHashSet<string> Transparent = ["ToString", "Trim", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant"];

    /// <summary>Its name; null where the operation is none that reads one.</summary>
    public static string? NameOf(this IOperation operation) => operation.Read()?.Name;

    /// <summary>The variable or member; null where the operation is none that reads one.</summary>
    public static ISymbol? Read(this IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IPropertyReferenceOperation { Arguments.IsEmpty: true } or IFieldReferenceOperation => ((IMemberReferenceOperation)operation).Member,
        IConversionOperation conversion => conversion.Operand.Read(),
        IConditionalAccessOperation access => access.WhenNotNull.Read(),
        IInvocationOperation { Instance: { } value } call when Transparent.Contains(call.TargetMethod.Name) => value.Read(),
        IConditionalAccessInstanceOperation { Parent: not null } instance => Receiver(instance)?.Read(),
        _ => null,
    };

    /// <summary>What stands before the question mark.</summary>
    public static IOperation? Receiver(this IConditionalAccessInstanceOperation instance)
    {
        for (IOperation? inner = instance, outer = instance.Parent; outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is IConditionalAccessOperation access && access.WhenNotNull == inner)
                return access.Operation;
        }

        return null;
    }
}
