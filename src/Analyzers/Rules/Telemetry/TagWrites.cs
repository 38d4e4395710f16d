using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>Finds the tags that code writes: to spans and their events, with measurements, into baggage.</summary>
internal static class TagWrites
{
    private static readonly string[] Takers =
    [
        "Add", "Record", "SetTag", "AddTag", "SetAttribute", "StartActivity", "CreateActivity", "StartSpan", "StartActiveSpan", "StartRootSpan",
        "AddException", "AddEvent", "SetBaggage", "AddBaggage", "Create", "Measurement", "ActivityEvent", "ActivityLink", "Meter", "ActivitySource",
    ];

    /// <summary>Calls the action once for each tag that the compilation's code writes.</summary>
    public static void RegisterTagWriteAction(
        this CompilationStartAnalysisContext context, TelemetrySymbols symbols, Action<CodeContext, TagWrite> action) =>
        context.RegisterNamedAction(
            Names(symbols),
            c =>
            {
                foreach (var tag in Of(c.Operation, symbols))
                    action(c, tag);
            },
            OperationKind.Invocation,
            OperationKind.ObjectCreation);

    /// <summary>What the calls and creations that take tags are called.</summary>
    public static IEnumerable<string> Names(TelemetrySymbols symbols) => Takers.Concat(symbols.Creators);

    /// <summary>The tags that end up in the operation, in order; none where it is no call or creation that takes tags.</summary>
    public static IEnumerable<TagWrite> Of(IOperation operation, TelemetrySymbols symbols)
    {
        if (SignalOf(operation, symbols) is not { } signal)
            yield break;

        var arguments = operation is IInvocationOperation invocation ? invocation.Arguments : ((IObjectCreationOperation)operation).Arguments;
        foreach (var tag in TagsOf(operation, arguments, signal, symbols))
            yield return new TagWrite(signal, tag, operation);
    }

    /// <summary>What tags that are given to the operation belong to; null where it takes none.</summary>
    public static Signal? SignalOf(IOperation operation, TelemetrySymbols symbols) => operation switch
    {
        IInvocationOperation { Arguments.IsEmpty: false } invocation => SignalOf(invocation.TargetMethod, symbols),
        IObjectCreationOperation { Arguments.IsEmpty: false } creation => SignalOf(creation.Type, symbols),
        _ => null,
    };

    // Names come first: of all calls of a program, few are called like these.
    private static Signal? SignalOf(IMethodSymbol method, TelemetrySymbols symbols)
    {
        var type = method.ContainingType;
        return method.Name switch
        {
            "Add" or "Record" when symbols.IsMeasurement(method) => Signal.Metric,
            "SetTag" or "AddTag" when TelemetrySymbols.Is(type, symbols.Activity) => Signal.Span,
            "SetAttribute" when TelemetrySymbols.Is(type, symbols.TelemetrySpan) => Signal.Span,
            "StartActivity" or "CreateActivity" when TelemetrySymbols.Is(type, symbols.ActivitySource) => Signal.Span,
            "StartSpan" or "StartActiveSpan" or "StartRootSpan" when TelemetrySymbols.Is(type, symbols.Tracer) => Signal.Span,
            "AddException" when TelemetrySymbols.Is(type, symbols.Activity) => Signal.Event,
            "AddEvent" when TelemetrySymbols.Is(type, symbols.TelemetrySpan) => Signal.Event,
            "SetBaggage" or "AddBaggage" when TelemetrySymbols.Is(type, symbols.Activity) || TelemetrySymbols.Is(type, symbols.Baggage) => Signal.Baggage,
            "Create" when TelemetrySymbols.Is(type, symbols.MeterFactory) => Signal.Scope,
            _ when method.Name.StartsWith("Create", StringComparison.Ordinal) && TelemetrySymbols.Is(type, symbols.Meter) => Signal.Scope,
            _ => null,
        };
    }

    private static Signal? SignalOf(ITypeSymbol? type, TelemetrySymbols symbols) => type switch
    {
        _ when TelemetrySymbols.Is(type, symbols.Measurement) => Signal.Metric,
        _ when TelemetrySymbols.Is(type, symbols.ActivityEvent) => Signal.Event,
        _ when TelemetrySymbols.Is(type, symbols.ActivityLink) => Signal.Link,
        _ when TelemetrySymbols.Is(type, symbols.Meter) || TelemetrySymbols.Is(type, symbols.ActivitySource) => Signal.Scope,
        _ => null,
    };

    private static IEnumerable<Tag> TagsOf(IOperation operation, ImmutableArray<IArgumentOperation> arguments, Signal signal, TelemetrySymbols symbols)
    {
        if (Pair(arguments) is { } pair)
            return [new Tag(pair.Key, pair.Value, operation.Syntax)];

        var sets = new TagSets(signal, symbols);
        return arguments.Where(a => a.Parameter is { Type: var type } && sets.Holds(type)).SelectMany(a => sets.Expand(a.Value));
    }

    /// <summary>The key and the value, where a method takes them as two arguments, the first of them text.</summary>
    internal static (IOperation Key, IOperation Value)? Pair(ImmutableArray<IArgumentOperation> arguments)
    {
        var key = arguments.FirstOrDefault(static a => a.Parameter is { Ordinal: 0, Type.SpecialType: SpecialType.System_String, Name: "key" or "name" });
        var value = arguments.FirstOrDefault(static a => a.Parameter is { Ordinal: 1, Name: "value" or "values" });
        return key is null || value is null ? null : (key.Value, value.Value);
    }
}
