using System.ComponentModel;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Instrumentation.Metrics;
using Instrumentation.Metrics.Points;

namespace Instrumentation.Instruments;

/// <summary>A bound histogram or gauge: a measurement is one look into a table and one visit to a point.</summary>
/// <typeparam name="T"><see cref="long"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class IndexedPoints<T> : IndexedInstrument<T>
    where T : struct
{
    // Recorded, but no combination was yet.
    private static readonly Point?[] Empty = [];

    // Where a combination has exactly one point, that one; all of it null if the instrument is not recorded.
    private Point?[]? _points;

    private protected IndexedPoints(Instrument instrument, int? cardinalityLimit, TagDimension[] dimensions)
        : base(instrument, cardinalityLimit, dimensions)
    {
    }

    /// <summary>Records on the series with that combination of tags, for this project's providers.</summary>
    /// <param name="value">What was measured.</param>
    /// <param name="index">The combination's index: the first dimension's changes slowest.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(T value, int index)
    {
        if (_points is not { } points)
            return;

        if ((uint)index >= (uint)points.Length || points[index] is not { } point || !IsPlain(value))
        {
            RecordIndexed(value, index);
            return;
        }

        point.Record(value);
        if (ExemplarUse.IsPossible)
            OfferIndexed(value, index);
    }

    /// <summary>Records on the series with that combination of tags, whoever records it.</summary>
    /// <param name="value">What was measured.</param>
    /// <param name="index">The combination's index.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Measure(T value, int index)
    {
        Record(value, index);
        if (IsTold)
            TellIndexed(value, index, null);
    }

    /// <summary>The same at the end of a call; of one that failed the measurement bears <c>error.type</c>.</summary>
    /// <param name="value">What was measured.</param>
    /// <param name="index">The combination's index.</param>
    /// <param name="call">The call.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MeasureCall(T value, int index, in ObservedCall call)
    {
        if (call.ErrorType is null)
            Record(value, index);
        if (call.ErrorType is not null || IsTold)
            TellIndexed(value, index, call.ErrorType);
    }

    private protected override void Remember(int index, Point point)
    {
        if (_points is not { } points)
            return;

        if (points.Length == 0)
            points = new Point?[Size];
        Volatile.Write(ref points[index], point);
        Volatile.Write(ref _points, points);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(T value) => typeof(T) == typeof(long) || double.IsFinite(Unsafe.BitCast<T, double>(value));

    private protected override void Forget() => Volatile.Write(ref _points, Streams is null ? null : Empty);
}
