using System.ComponentModel;
using System.Diagnostics.Metrics;

namespace Instrumentation.Instruments;

/// <summary>A histogram whose tags have known values alone.</summary>
/// <typeparam name="T"><see cref="long"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BoundHistogram<T> : IndexedPoints<T>
    where T : struct
{
    /// <summary>A histogram.</summary>
    /// <param name="scope">The scope that it belongs to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if it has one.</param>
    /// <param name="description">What it is for, if it says so.</param>
    /// <param name="buckets">The upper bounds of its buckets, ascending; null for the specification's.</param>
    /// <param name="cardinalityLimit">How many series it may have; null for what its reader says.</param>
    /// <param name="dimensions">Its tags, all of whose values are known.</param>
    public BoundHistogram(
        TelemetryScope scope, string name, string? unit, string? description, T[]? buckets, int? cardinalityLimit, params TagDimension[] dimensions)
        : this(BoundAdvice.CreateHistogram(scope, name, unit, description, buckets), cardinalityLimit, dimensions)
    {
    }

    private BoundHistogram(Histogram<T> instrument, int? cardinalityLimit, TagDimension[] dimensions)
        : base(instrument, cardinalityLimit, dimensions)
    {
        Instrument = instrument;
        BoundInstruments.Add(this);
    }

    /// <summary>The BCL's own, which others may listen to.</summary>
    public Histogram<T> Instrument { get; }
}
