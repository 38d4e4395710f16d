using System.ComponentModel;
using System.Diagnostics.Metrics;
using System.Numerics;

namespace Instrumentation.Instruments;

/// <summary>A up-down counter whose tags have values that are not known before.</summary>
/// <typeparam name="T"><see cref="long"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TTags">The struct of its tags.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeyedUpDownCounter<T, TTags> : KeyedInstrument<T, TTags>
    where T : struct, INumber<T>
    where TTags : struct, ITags<TTags>
{
    /// <summary>A up-down counter.</summary>
    /// <param name="scope">The scope that it belongs to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if it has one.</param>
    /// <param name="description">What it is for, if it says so.</param>
    /// <param name="cardinalityLimit">How many series it may have; null for what its reader says.</param>
    public KeyedUpDownCounter(TelemetryScope scope, string name, string? unit, string? description, int? cardinalityLimit)
        : this(scope.BoundMeter.CreateUpDownCounter<T>(name, unit, description), cardinalityLimit)
    {
    }

    private KeyedUpDownCounter(UpDownCounter<T> instrument, int? cardinalityLimit)
        : base(instrument, cardinalityLimit)
    {
        Instrument = instrument;
        BoundInstruments.Add(this);
    }

    /// <summary>The BCL's own, which others may listen to.</summary>
    public UpDownCounter<T> Instrument { get; }

    /// <summary>Adds to the series with those tags, for this project's providers.</summary>
    /// <param name="value">How much.</param>
    /// <param name="tags">The tags.</param>
    public void Add(T value, in TTags tags) => RecordKeyed(value, tags);

    /// <summary>Counts a call in, wherever it is recorded.</summary>
    /// <param name="tags">Its tags.</param>
    /// <returns>Where it was counted in.</returns>
    public CountedIn Enter(in TTags tags)
    {
        var counted = CountedIn.None;
        if (Streams is not null)
        {
            Add(T.One, tags);
            counted |= CountedIn.Streams;
        }

        if (IsTold)
        {
            TellKeyed(T.One, tags, null);
            counted |= CountedIn.Listeners;
        }

        return counted;
    }

    /// <summary>Counts it out where it was counted in, also when somebody has started to look in between.</summary>
    /// <param name="counted">Where it was counted in.</param>
    /// <param name="tags">Its tags.</param>
    public void Leave(CountedIn counted, in TTags tags)
    {
        if ((counted & CountedIn.Streams) != 0)
            Add(-T.One, tags);
        if ((counted & CountedIn.Listeners) != 0)
            TellKeyed(-T.One, tags, null);
    }
}
