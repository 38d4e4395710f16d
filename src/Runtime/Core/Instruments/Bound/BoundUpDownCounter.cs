using System.ComponentModel;
using System.Diagnostics.Metrics;
using System.Numerics;

namespace Instrumentation.Instruments;

/// <summary>A up-down counter whose tags have known values alone.</summary>
/// <typeparam name="T"><see cref="long"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BoundUpDownCounter<T> : IndexedSum<T>
    where T : struct, INumber<T>
{
    /// <summary>A up-down counter.</summary>
    /// <param name="scope">The scope that it belongs to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if it has one.</param>
    /// <param name="description">What it is for, if it says so.</param>
    /// <param name="cardinalityLimit">How many series it may have; null for what its reader says.</param>
    /// <param name="dimensions">Its tags, all of whose values are known.</param>
    public BoundUpDownCounter(
        TelemetryScope scope, string name, string? unit, string? description, int? cardinalityLimit, params TagDimension[] dimensions)
        : this(scope.BoundMeter.CreateUpDownCounter<T>(name, unit, description), cardinalityLimit, dimensions)
    {
    }

    private BoundUpDownCounter(UpDownCounter<T> instrument, int? cardinalityLimit, TagDimension[] dimensions)
        : base(instrument, goesDown: true, cardinalityLimit, dimensions)
    {
        Instrument = instrument;
        BoundInstruments.Add(this);
    }

    /// <summary>The BCL's own, which others may listen to.</summary>
    public UpDownCounter<T> Instrument { get; }

    /// <summary>Counts a call in, wherever it is recorded.</summary>
    /// <param name="index">The index of the combination of its tags.</param>
    /// <returns>Where it was counted in.</returns>
    public CountedIn Enter(int index)
    {
        var counted = CountedIn.None;
        if (Streams is not null)
        {
            Add(T.One, index);
            counted |= CountedIn.Streams;
        }

        if (IsTold)
        {
            TellIndexed(T.One, index, null);
            counted |= CountedIn.Listeners;
        }

        return counted;
    }

    /// <summary>Counts it out where it was counted in, also when somebody has started to look in between.</summary>
    /// <param name="counted">Where it was counted in.</param>
    /// <param name="index">The index of the combination of its tags.</param>
    public void Leave(CountedIn counted, int index)
    {
        if ((counted & CountedIn.Streams) != 0)
            Add(-T.One, index);
        if ((counted & CountedIn.Listeners) != 0)
            TellIndexed(-T.One, index, null);
    }
}
