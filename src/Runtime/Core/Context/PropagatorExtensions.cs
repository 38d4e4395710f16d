using Instrumentation.Context.Carriers;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Context;

/// <summary>Reads headers with any propagator: with ours directly, with another's through a getter.</summary>
internal static class PropagatorExtensions
{
    public static PropagationContext ExtractFrom<THeaders>(this TextMapPropagator propagator, PropagationContext context, THeaders headers)
        where THeaders : struct, IHeaders =>
        // Another's gets an interface: of a struct it might make a carrier of ours again, and of that one another, without end for a
        // compiler that has to know all types ahead of time.
        propagator is IHeaderPropagator own
            ? own.Extract(context, headers)
            : propagator.Extract<IHeaders>(context, headers, static (headers, name) => headers.Find(name) is { } value ? [value] : null);
}
