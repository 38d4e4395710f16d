using System.ComponentModel;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Instrumentation.Metrics;
using Instrumentation.Metrics.Points;
using Instrumentation.Metrics.Streams;

namespace Instrumentation.Instruments;

/// <summary>A bound instrument whose tags have known values alone: the index of their combination leads to its points.</summary>
/// <typeparam name="T"><see cref="long"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class IndexedInstrument<T> : BoundInstrument
    where T : struct
{
    private readonly TagDimension[] _dimensions;
    private readonly int _size;
    private StreamIndex[]? _indexes;

    private protected IndexedInstrument(Instrument instrument, int? cardinalityLimit, TagDimension[] dimensions)
        : base(instrument, cardinalityLimit)
    {
        _dimensions = dimensions;
        _size = dimensions.Aggregate(1, static (size, dimension) => checked(size * dimension.Count));
    }

    /// <summary>How many combinations there are.</summary>
    private protected int Size => _size;

    /// <summary>Records on all points of a combination.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void RecordIndexed(T value, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_size, nameof(index));
        if (Volatile.Read(ref _indexes) is not { } indexes || !IsTaken(value))
            return;

        foreach (var stream in indexes)
            stream.Point(index).Record(value);
        if (ExemplarUse.IsPossible)
            OfferIndexed(value, index);

        // Of several streams each has its own point, and a point beyond the limit is not the combination's own.
        if (indexes.Length > 1 || indexes[0].Point(index) is not { IsOverflow: false } own)
            return;

        lock (_dimensions)
        {
            if (_indexes == indexes)
                Remember(index, own);
        }
    }

    /// <summary>Tells others of a measurement; of a failure this project's providers too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void TellIndexed(T value, int index, string? errorType)
    {
        var tags = default(MeasuredTags);
        var stride = _size;
        foreach (var dimension in _dimensions)
        {
            stride /= dimension.Count;
            tags.Add(dimension.Key, dimension[index / stride % dimension.Count]);
        }

        Tell(value, ref tags, errorType);
    }

    /// <summary>Offers a measurement that was recorded to the exemplars of its points.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void OfferIndexed(T value, int index)
    {
        foreach (var stream in Volatile.Read(ref _indexes) ?? [])
            stream.Stream.OfferIfWanted(stream.Point(index), value, stream.Tags(index));
    }

    /// <summary>Keeps the one point of a combination, to go to it directly next time.</summary>
    private protected abstract void Remember(int index, Point point);

    /// <summary>Forgets what was kept.</summary>
    private protected abstract void Forget();

    private protected override void OnStreamsChanged()
    {
        var indexes = Streams is { } streams ? Array.ConvertAll(streams, stream => new StreamIndex(stream.Stream, _dimensions, _size)) : null;
        lock (_dimensions)
        {
            Volatile.Write(ref _indexes, indexes);
            Forget();
        }
    }
}
