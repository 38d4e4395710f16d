using System.ComponentModel;
using System.Diagnostics.Metrics;

namespace Instrumentation.Instruments;

/// <summary>A histogram whose tags have values that are not known before.</summary>
/// <typeparam name="T"><see cref="long"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TTags">The struct of its tags.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeyedHistogram<T, TTags> : KeyedInstrument<T, TTags>
    where T : struct
    where TTags : struct, ITags<TTags>
{
    /// <summary>A histogram.</summary>
    /// <param name="scope">The scope that it belongs to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if it has one.</param>
    /// <param name="description">What it is for, if it says so.</param>
    /// <param name="buckets">The upper bounds of its buckets, ascending; null for the specification's.</param>
    /// <param name="cardinalityLimit">How many series it may have; null for what its reader says.</param>
    public KeyedHistogram(TelemetryScope scope, string name, string? unit, string? description, T[]? buckets, int? cardinalityLimit)
        : this(BoundAdvice.CreateHistogram(scope, name, unit, description, buckets), cardinalityLimit)
    {
    }

    private KeyedHistogram(Histogram<T> instrument, int? cardinalityLimit)
        : base(instrument, cardinalityLimit)
    {
        Instrument = instrument;
        BoundInstruments.Add(this);
    }

    /// <summary>The BCL's own, which others may listen to.</summary>
    public Histogram<T> Instrument { get; }

    /// <summary>Records on the series with those tags, for this project's providers.</summary>
    /// <param name="value">What was measured.</param>
    /// <param name="tags">The tags.</param>
    public void Record(T value, in TTags tags) => RecordKeyed(value, tags);
}
