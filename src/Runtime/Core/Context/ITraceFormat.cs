using System.Diagnostics;
using Instrumentation.Context.Carriers;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Context;

/// <summary>A propagator of a span's context alone. The first of several that finds one wins.</summary>
internal interface ITraceFormat : IHeaderPropagator
{
    /// <summary>Reads the context of a span in another process; false if there is none that is well-formed.</summary>
    bool TryRead<THeaders>(THeaders headers, out ActivityContext remote)
        where THeaders : struct, IHeaders;

    PropagationContext IHeaderPropagator.Extract<THeaders>(PropagationContext context, THeaders headers) =>
        !ContextIds.IsValid(context.ActivityContext) && TryRead(headers, out var remote) ? new(remote, context.Baggage) : context;
}
