using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>The arguments that are written in a call, a creation or an attribute, by name.</summary>
internal static class WrittenArguments
{
    /// <summary>The text of a parameter or of an attribute's property, whose names differ in their first letter's case.</summary>
    public static WrittenText Text(this IOperation operation, string name) => new(operation.Argument(name));

    /// <summary>The argument of that name; null where none is written.</summary>
    public static IOperation? Argument(this IOperation operation, string name) => operation switch
    {
        IInvocationOperation call => Given(call.Arguments, name),
        IObjectCreationOperation creation => Assigned(creation.Initializer, name) ?? Given(creation.Arguments, name),
        _ => null,
    };

    private static IOperation? Given(ImmutableArray<IArgumentOperation> arguments, string name) =>
        arguments.FirstOrDefault(a => a.ArgumentKind == ArgumentKind.Explicit && a.Parameter?.Name == name)?.Value;

    private static IOperation? Assigned(IObjectOrCollectionInitializerOperation? initializer, string name) =>
        initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(a => string.Equals((a.Target as IPropertyReferenceOperation)?.Property.Name, name, StringComparison.OrdinalIgnoreCase))
            ?.Value;
}
