using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>Recognises what makes an instrument, a meter or an activity source, on plain <c>System.Diagnostics</c> code.</summary>
public static class InstrumentCreation
{
    /// <summary>Whether the call makes an instrument: <c>CreateCounter</c>, <c>CreateObservableGauge</c> and their like on a <c>Meter</c>.</summary>
    public static bool MakesInstrument(this TelemetrySymbols symbols, IInvocationOperation call) =>
        call.TargetMethod.Name.StartsWith("Create", StringComparison.Ordinal)
        && TelemetrySymbols.Is(call.TargetMethod.ContainingType, symbols.Meter)
        && symbols.IsInstrument(call.TargetMethod.ReturnType);

    /// <summary>Whether the expression makes a meter or an activity source of its own; a meter factory keeps the meters that it makes.</summary>
    public static bool MakesScope(this TelemetrySymbols symbols, IObjectCreationOperation creation) =>
        TelemetrySymbols.Is(creation.Type, symbols.Meter) || TelemetrySymbols.Is(creation.Type, symbols.ActivitySource);

    /// <summary>Whether the call takes a meter from an <c>IMeterFactory</c>, by its own method or by the extension that takes a name.</summary>
    public static bool MakesFactoryMeter(this TelemetrySymbols symbols, IInvocationOperation call) =>
        call.TargetMethod.Name == "Create" && TelemetrySymbols.Is(call.Type, symbols.Meter)
        && TelemetrySymbols.Is((call.Instance ?? call.Arguments.FirstOrDefault()?.Value)?.Type, symbols.MeterFactory);

    /// <summary>Whether an instrument asks a callback for its value, which the meter keeps as long as it lives.</summary>
    public static bool IsObservable(this IInvocationOperation creation) =>
        creation.TargetMethod.Name.StartsWith("CreateObservable", StringComparison.Ordinal);

    /// <summary>The name that is given to what is made, if it is constant.</summary>
    public static string? ConstantName(IOperation creation) => NameArgument(creation)?.ConstantValue.Value as string;

    /// <summary>What is made, as a message calls it: <c>'orders.placed'</c>, or its type where the name is known at run time alone.</summary>
    public static string Called(IOperation creation) =>
        ConstantName(creation) is { } name ? $"'{name}'" : $"of type '{creation.Type?.ToDisplayString(SymbolDisplay.Type)}'";

    private static IOperation? NameArgument(IOperation creation) => creation switch
    {
        IInvocationOperation call => Named(call.Arguments),
        IObjectCreationOperation made => Named(made.Arguments),
        _ => null,
    };

    private static IOperation? Named(IEnumerable<IArgumentOperation> arguments) =>
        arguments.FirstOrDefault(static a => a.Parameter?.Name == "name")?.Value;
}
