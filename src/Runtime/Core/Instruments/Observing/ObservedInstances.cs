using System.ComponentModel;
using System.Runtime.CompilerServices;
using Instrumentation.Metrics;

namespace Instrumentation.Instruments;

/// <summary>
/// The objects of one type that are asked for their observed values. They are held weakly: what nobody else holds is gone, and is asked no more.
/// </summary>
/// <typeparam name="TOwner">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ObservedInstances<TOwner>
    where TOwner : class
{
    private readonly ConditionalWeakTable<TOwner, object?> _instances = [];

    /// <summary>Asks the object too from now on; adding it again changes nothing.</summary>
    /// <param name="instance">The object.</param>
    public void Add(TOwner instance) => _instances.TryAdd(instance, null);

    /// <summary>Observes a member of the type.</summary>
    /// <typeparam name="T">The type of its measurements.</typeparam>
    /// <param name="kind">The instrument's kind: an observable one.</param>
    /// <param name="scope">The scope that it belongs to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="description">Its description.</param>
    /// <param name="cardinalityLimit">How many series it may have; null for the reader's limit.</param>
    /// <param name="read">Asks an object.</param>
    /// <returns>These instances.</returns>
    public ObservedInstances<TOwner> Observe<T>(
        InstrumentKind kind, TelemetryScope scope, string name, string? unit, string? description, int? cardinalityLimit, Action<TOwner, ObservedValues<T>> read)
        where T : struct
    {
        Observed.Add<T>(kind, scope, name, unit, description, cardinalityLimit, values =>
        {
            // What one object throws keeps no other from being asked.
            foreach (var (instance, _) in _instances)
                Observed.Guard(name, () => read(instance, values));
        });
        return this;
    }
}
