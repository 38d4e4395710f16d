using System.ComponentModel;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Instrumentation.Metrics;
using Instrumentation.Metrics.Cells;
using Instrumentation.Metrics.Points;

namespace Instrumentation.Instruments;

/// <summary>A bound counter or up-down counter: a measurement is one look into a table and one addition to a cell of the thread's own.</summary>
/// <typeparam name="T"><see cref="long"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class IndexedSum<T> : IndexedInstrument<T>
    where T : struct
{
    // Recorded, but no combination was yet.
    private static readonly int[] Empty = [];

    // Where a combination has exactly one point, and it is a sum, its slot; else -1, and all of it if the instrument is not recorded.
    private int[]? _slots;

    private readonly bool _goesDown;

    private protected IndexedSum(Instrument instrument, bool goesDown, int? cardinalityLimit, TagDimension[] dimensions)
        : base(instrument, cardinalityLimit, dimensions) => _goesDown = goesDown;

    /// <summary>Adds to the series with that combination of tags, for this project's providers.</summary>
    /// <param name="value">How much.</param>
    /// <param name="index">The combination's index: the first dimension's changes slowest.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T value, int index)
    {
        if (_slots is not { } slots)
            return;

        if ((uint)index >= (uint)slots.Length || !IsPlain(value) || !Stripe.TryAdd(slots[index], value))
            RecordIndexed(value, index);
        else if (ExemplarUse.IsPossible)
            OfferIndexed(value, index);
    }

    /// <summary>Adds to the series with that combination of tags, whoever records it.</summary>
    /// <param name="value">How much.</param>
    /// <param name="index">The combination's index.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Measure(T value, int index)
    {
        Add(value, index);
        if (IsTold)
            TellIndexed(value, index, null);
    }

    /// <summary>The same at the end of a call; of one that failed the measurement bears <c>error.type</c>.</summary>
    /// <param name="value">How much.</param>
    /// <param name="index">The combination's index.</param>
    /// <param name="call">The call.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MeasureCall(T value, int index, in ObservedCall call)
    {
        if (call.ErrorType is null)
            Add(value, index);
        if (call.ErrorType is not null || IsTold)
            TellIndexed(value, index, call.ErrorType);
    }

    private protected override void Remember(int index, Point point)
    {
        if (point is not SumPoint sum || _slots is not { } slots)
            return;

        if (slots.Length == 0)
        {
            slots = new int[Size];
            Array.Fill(slots, -1);
        }

        Volatile.Write(ref slots[index], sum.Slot);
        Volatile.Write(ref _slots, slots);
    }

    private protected override void Forget() => Volatile.Write(ref _slots, Streams is null ? null : Empty);

    // A number that needs no second look: see IsTaken.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsPlain(T value) => typeof(T) == typeof(long)
        ? Unsafe.BitCast<T, long>(value) >= 0 || _goesDown
        : Unsafe.BitCast<T, double>(value) is >= 0 and <= double.MaxValue || (_goesDown && double.IsFinite(Unsafe.BitCast<T, double>(value)));
}
