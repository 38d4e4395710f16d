using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>The variable through which code measures.</summary>
public static class InstrumentReference
{
    /// <summary>The field, property, local variable or parameter; null where an expression gives the instrument.</summary>
    public static ISymbol? Of(IInvocationOperation measurement) => measurement.Instance switch
    {
        IMemberReferenceOperation member => member.Member,
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>How a message calls the instrument: as the code does.</summary>
    public static string NameOf(IInvocationOperation measurement) => Of(measurement)?.Name ?? measurement.TargetMethod.ContainingType.Name;
}
