using System.Collections.Frozen;
using System.Diagnostics;
using Instrumentation.Context.Carriers;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Context;

/// <summary>
/// Carries a span's context in <c>traceparent</c> and <c>tracestate</c>, as W3C Trace Context Level 2 says (sections 3.2 and 3.3): the
/// random flag is kept, unknown flags are not, and no malformed state goes in or out. <c>tracecontext</c> in <c>OTEL_PROPAGATORS</c>.
/// </summary>
public sealed class W3CTraceContextPropagator : TextMapPropagator, ITraceFormat
{
    private const string Parent = "traceparent";
    private const string State = "tracestate";

    /// <summary>The headers that are written. Not to be changed.</summary>
    public override ISet<string> Fields { get; } = FrozenSet.ToFrozenSet<string>([Parent, State]);

    /// <summary>Writes the context of a span; nothing if it names none.</summary>
    /// <typeparam name="T">The carrier's type.</typeparam>
    /// <param name="context">What is written.</param>
    /// <param name="carrier">What it is written to.</param>
    /// <param name="setter">Sets a header of the carrier.</param>
    public override void Inject<T>(PropagationContext context, T carrier, Action<T, string, string> setter)
    {
        if (!ContextIds.IsValid(context.ActivityContext))
            return;

        setter(carrier, Parent, TraceParent.Of(context.ActivityContext));
        if (TraceState.Limit(context.ActivityContext.TraceState) is { } state)
            setter(carrier, State, state);
    }

    /// <summary>Reads the context of a span, unless one is known already.</summary>
    /// <typeparam name="T">The carrier's type.</typeparam>
    /// <param name="context">What is known so far.</param>
    /// <param name="carrier">What is read.</param>
    /// <param name="getter">Gets the values of a header.</param>
    /// <returns>What is known now; the same if the headers are absent or malformed.</returns>
    public override PropagationContext Extract<T>(
        PropagationContext context, T carrier, Func<T, string, IEnumerable<string>?> getter) =>
        this.ExtractFrom(context, new GetterHeaders<T>(carrier, getter));

    bool ITraceFormat.TryRead<THeaders>(THeaders headers, out ActivityContext remote)
    {
        if (!TraceParent.TryParse(headers.Find(Parent), out remote))
            return false;

        remote = new(remote.TraceId, remote.SpanId, remote.TraceFlags, TraceState.Limit(headers.Find(State)), isRemote: true);
        return true;
    }
}
