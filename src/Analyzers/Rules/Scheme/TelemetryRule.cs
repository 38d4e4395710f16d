using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>A rule on telemetry code of any kind, the platform's and OpenTelemetry's own included; silent where neither is referenced.</summary>
public abstract class TelemetryRule : Rule<TelemetrySymbols>
{
    private protected TelemetryRule(DiagnosticDescriptor descriptor)
        : base(descriptor)
    {
    }

    private protected sealed override TelemetrySymbols? Resolve(Compilation compilation) => TelemetrySymbols.Of(compilation);
}
