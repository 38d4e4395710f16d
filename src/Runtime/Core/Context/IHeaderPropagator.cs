using Instrumentation.Context.Carriers;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Context;

/// <summary>A propagator that reads <see cref="IHeaders"/>: every one of ours.</summary>
internal interface IHeaderPropagator
{
    /// <summary>Reads what is not in the context yet. A header that is malformed counts as absent.</summary>
    PropagationContext Extract<THeaders>(PropagationContext context, THeaders headers)
        where THeaders : struct, IHeaders;
}
