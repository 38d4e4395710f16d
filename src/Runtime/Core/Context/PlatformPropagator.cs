using System.Diagnostics;
using Instrumentation.Context.Carriers;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Context;

/// <summary>A propagator as the platform's own libraries ask for it: <c>HttpClient</c> and ASP.NET Core.</summary>
internal sealed class PlatformPropagator(TextMapPropagator propagator) : DistributedContextPropagator
{
    // A propagator leaves alone what is known already: so each half is read without the other.
    private static readonly PropagationContext BaggageKnown = new(default, Baggage.Create(new() { ["known"] = "" }));

    private static readonly PropagationContext SpanKnown =
        new(new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None), default);

    public override IReadOnlyCollection<string> Fields { get; } = [.. propagator.Fields ?? new HashSet<string>()];

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (setter is not null)
            propagator.Inject(TraceContext.Of(activity), (carrier, setter), static (to, name, value) => to.setter(to.carrier, name, value));
    }

    public override void ExtractTraceIdAndState(
        object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        var span = getter is null ? default : propagator.ExtractFrom(BaggageKnown, new PlatformHeaders(carrier, getter)).ActivityContext;
        var isValid = ContextIds.IsValid(span);
        traceId = isValid ? TraceParent.Of(span) : null;
        traceState = isValid ? span.TraceState : null;
    }

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter)
    {
        var baggage = getter is null ? default : propagator.ExtractFrom(SpanKnown, new PlatformHeaders(carrier, getter)).Baggage;
        return baggage.Count > 0 ? (IEnumerable<KeyValuePair<string, string?>>)baggage.GetBaggage()! : null;
    }
}
