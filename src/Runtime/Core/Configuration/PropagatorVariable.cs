using Instrumentation.Context;
using Instrumentation.Diagnostics;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Configuration;

/// <summary><c>OTEL_PROPAGATORS</c>: which propagators are in force, and in which order.</summary>
internal static class PropagatorVariable
{
    private const string Name = "OTEL_PROPAGATORS";

    private static readonly Dictionary<string, Func<TextMapPropagator>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["tracecontext"] = static () => new W3CTraceContextPropagator(),
        ["baggage"] = static () => new W3CBaggagePropagator(),
        ["b3"] = static () => new B3TraceContextPropagator(),
        ["b3multi"] = static () => new B3TraceContextPropagator(multipleHeaders: true),
        ["jaeger"] = static () => new JaegerTraceContextPropagator(),
    };

    /// <summary>Those that the list names, each once; W3C's two when it names none that this build knows, and does not say none.</summary>
    public static IReadOnlyList<TextMapPropagator> Read()
    {
        var isNone = false;
        List<TextMapPropagator> propagators = [];
        var names = (Variables.Text(Name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (Known.TryGetValue(name, out var make))
                propagators.Add(make());
            else if (name.Equals("none", StringComparison.OrdinalIgnoreCase))
                isNone = true;
            else
                Faults.Warn($"{Name} names {name}, a propagator that this build does not know; it knows {string.Join(", ", Known.Keys)} and none.");
        }

        return propagators.Count > 0 || isNone ? propagators : [Known["tracecontext"](), Known["baggage"]()];
    }
}
