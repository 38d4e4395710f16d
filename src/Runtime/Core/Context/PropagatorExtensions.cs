using Instrumentation.Context.Carriers;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Context;

/// <summary>Reads headers with any propagator: with ours directly, with another's through a getter.</summary>
internal static class PropagatorExtensions
{
    public static PropagationContext ExtractFrom<THeaders>(this TextMapPropagator propagator, PropagationContext context, THeaders headers)
        where THeaders : struct, IHeaders =>
        propagator is IHeaderPropagator own
            ? own.Extract(context, headers)
            : propagator.Extract(context, headers, static (headers, name) => headers.Find(name) is { } value ? [value] : null);
}
