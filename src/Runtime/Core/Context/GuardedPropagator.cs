using System.Collections.Frozen;
using Instrumentation.Context.Carriers;
using Instrumentation.Diagnostics;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Context;

/// <summary>
/// The propagators that are in force, asked one after the other. What one of them throws, or a carrier's getter or setter, reaches neither
/// the application nor the next one.
/// </summary>
internal sealed class GuardedPropagator(IReadOnlyList<TextMapPropagator> propagators) : TextMapPropagator, IHeaderPropagator
{
    public override ISet<string> Fields { get; } = propagators.SelectMany(static propagator => propagator.Fields ?? FrozenSet<string>.Empty)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public override void Inject<T>(PropagationContext context, T carrier, Action<T, string, string> setter)
    {
        for (var i = 0; i < propagators.Count; i++)
        {
            try
            {
                propagators[i].Inject(context, carrier, setter);
            }
            catch (Exception fault)
            {
                Faults.Report($"injecting context with {propagators[i].GetType()}", fault);
            }
        }
    }

    public override PropagationContext Extract<T>(
        PropagationContext context, T carrier, Func<T, string, IEnumerable<string>?> getter) =>
        Extract(context, new GetterHeaders<T>(carrier, getter));

    public PropagationContext Extract<THeaders>(PropagationContext context, THeaders headers)
        where THeaders : struct, IHeaders
    {
        for (var i = 0; i < propagators.Count; i++)
        {
            try
            {
                context = propagators[i].ExtractFrom(context, headers);
            }
            catch (Exception fault)
            {
                Faults.Report($"extracting context with {propagators[i].GetType()}", fault);
            }
        }

        return context;
    }
}
