using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>A telemetry pipeline that code has built by itself: OpenTelemetry's providers, its whole SDK, this library's <c>Telemetry</c>.</summary>
internal sealed class OwnedProvider : OwnedValue
{
    /// <summary>What code mentions that builds one.</summary>
    public static readonly string[] Names =
        ["CreateTracerProviderBuilder", "CreateMeterProviderBuilder", "CreateLoggerProviderBuilder", "OpenTelemetrySdk", "Telemetry", "Build"];

    private OwnedProvider(IInvocationOperation start)
        : base(start)
    {
    }

    /// <summary>The pipeline that the call builds; null where it builds none.</summary>
    public static OwnedProvider? Of(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "Build" when IsProvider(call.Type) => new OwnedProvider(call),
        "Create" when call.TargetMethod.ContainingType.Is("OpenTelemetry", "OpenTelemetrySdk") => new OwnedProvider(call),
        "Start" when IsOwn(call.TargetMethod.ContainingType) => new OwnedProvider(call),
        _ => null,
    };

    /// <summary>Whether the type is this library's <c>Telemetry</c>, which writes what is left when the process exits.</summary>
    public static bool IsOwn(ITypeSymbol? type) => type.Is(KnownNames.Namespace, "Telemetry");

    public override Use UseBy(IMethodSymbol called, bool isReceiver)
    {
        if (called.Name is "Dispose" or "DisposeAsync" or "Shutdown" or "ForceFlush" or "ForceFlushAsync")
            return Use.Ends;
        return isReceiver ? Use.Touches : Use.MovesOn;
    }

    private static bool IsProvider(ITypeSymbol? type) =>
        type.Is("OpenTelemetry.Trace", "TracerProvider") || type.Is("OpenTelemetry.Metrics", "MeterProvider") || type.Is("OpenTelemetry.Logs", "LoggerProvider");
}
