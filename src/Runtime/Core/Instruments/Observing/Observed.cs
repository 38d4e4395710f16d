using System.ComponentModel;
using System.Diagnostics.Metrics;
using Instrumentation.Diagnostics;
using Instrumentation.Metrics;

namespace Instrumentation.Instruments;

/// <summary>
/// Makes the instruments of members that are asked for their values. What a member throws is told on standard error, and it has no value then.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Observed
{
    /// <summary>Observes a static member.</summary>
    /// <typeparam name="T">The type of its measurements.</typeparam>
    /// <param name="kind">The instrument's kind: an observable one.</param>
    /// <param name="scope">The scope that it belongs to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="description">Its description.</param>
    /// <param name="cardinalityLimit">How many series it may have; null for the reader's limit.</param>
    /// <param name="read">Asks the member.</param>
    public static void Add<T>(
        InstrumentKind kind, TelemetryScope scope, string name, string? unit, string? description, int? cardinalityLimit, Action<ObservedValues<T>> read)
        where T : struct
    {
        ObservedLimits.Set(scope.Meter, name, cardinalityLimit);
        _ = kind switch
        {
            InstrumentKind.ObservableCounter => scope.Meter.CreateObservableCounter(name, Ask, unit, description),
            InstrumentKind.ObservableUpDownCounter => scope.Meter.CreateObservableUpDownCounter(name, Ask, unit, description),
            _ => (Instrument)scope.Meter.CreateObservableGauge(name, Ask, unit, description),
        };

        IEnumerable<Measurement<T>> Ask()
        {
            var values = new ObservedValues<T>();
            Guard(name, () => read(values));
            return values.Measurements;
        }
    }

    /// <summary>Asks, and tells of what is thrown.</summary>
    internal static void Guard(string name, Action ask)
    {
        try
        {
            ask();
        }
        catch (Exception fault)
        {
            Faults.Report($"observing {name}", fault);
        }
    }
}
