using System.ComponentModel;
using System.Diagnostics.Metrics;

namespace Instrumentation.Instruments;

/// <summary>A gauge whose tags have known values alone.</summary>
/// <typeparam name="T"><see cref="long"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BoundGauge<T> : IndexedPoints<T>
    where T : struct
{
    /// <summary>A gauge.</summary>
    /// <param name="scope">The scope that it belongs to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if it has one.</param>
    /// <param name="description">What it is for, if it says so.</param>
    /// <param name="cardinalityLimit">How many series it may have; null for what its reader says.</param>
    /// <param name="dimensions">Its tags, all of whose values are known.</param>
    public BoundGauge(TelemetryScope scope, string name, string? unit, string? description, int? cardinalityLimit, params TagDimension[] dimensions)
        : this(scope.BoundMeter.CreateGauge<T>(name, unit, description), cardinalityLimit, dimensions)
    {
    }

    private BoundGauge(Gauge<T> instrument, int? cardinalityLimit, TagDimension[] dimensions)
        : base(instrument, cardinalityLimit, dimensions)
    {
        Instrument = instrument;
        BoundInstruments.Add(this);
    }

    /// <summary>The BCL's own, which others may listen to.</summary>
    public Gauge<T> Instrument { get; }
}
