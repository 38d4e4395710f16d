using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>A call that starts a span, with the platform's types or with OpenTelemetry's.</summary>
internal sealed class SpanStart
{
    /// <summary>What the calls that start one are called.</summary>
    public static readonly string[] Names = ["StartActivity", "Start", "StartSpan", "StartActiveSpan", "StartRootSpan"];

    private SpanStart(IInvocationOperation call, ITypeSymbol type)
    {
        Call = call;
        Type = type;
    }

    public IInvocationOperation Call { get; }

    /// <summary><c>Activity</c> or <c>TelemetrySpan</c>.</summary>
    public ITypeSymbol Type { get; }

    /// <summary>Whether the call gives null where nobody listens.</summary>
    public bool MayGiveNull => Call.TargetMethod.Name == "StartActivity";

    /// <summary>Whether the span becomes <c>Activity.Current</c>.</summary>
    public bool IsCurrent => Call.TargetMethod.Name is "StartActivity" or "StartActiveSpan" or "Start";

    /// <summary>The activity that is started, where it was made before: <c>new Activity("x").Start()</c>; null where the call makes it.</summary>
    public IOperation? Started => Call.TargetMethod.Name == "Start" ? Call.Instance : null;

    /// <summary>The argument that names the span; null where the call gives it none.</summary>
    public IArgumentOperation? Name => Call.Arguments.FirstOrDefault(static a => a is { Parameter.Name: "name", ArgumentKind: ArgumentKind.Explicit });

    /// <summary>The start that the operation is; null where it is none.</summary>
    public static SpanStart? Of(IInvocationOperation call, TelemetrySymbols symbols) => call.TargetMethod.Name switch
    {
        "StartActivity" when TelemetrySymbols.Is(call.TargetMethod.ContainingType, symbols.ActivitySource) =>
            new SpanStart(call, symbols.Activity!),
        "Start" when TelemetrySymbols.Is(call.TargetMethod.ContainingType, symbols.Activity) => new SpanStart(call, symbols.Activity!),
        "StartSpan" or "StartActiveSpan" or "StartRootSpan" when TelemetrySymbols.Is(call.TargetMethod.ContainingType, symbols.Tracer) =>
            new SpanStart(call, symbols.TelemetrySpan!),
        _ => null,
    };
}
