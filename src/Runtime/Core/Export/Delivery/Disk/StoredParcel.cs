namespace Instrumentation.Export.Delivery.Disk;

/// <summary>A parcel that is on disk, without its body. There may be hundreds of thousands.</summary>
internal sealed class StoredParcel
{
    private volatile bool _isDone;
    private volatile bool _isDamaged;

    /// <param name="segment">Where it is.</param>
    /// <param name="at">Where its record begins.</param>
    /// <param name="header">The record's header.</param>
    public StoredParcel(Segment segment, int at, in RecordHeader header)
    {
        Segment = segment;
        At = at;
        Kind = header.Kind;
        Items = header.Items;
        Length = header.BodyLength;
    }

    public ParcelKind Kind { get; }

    /// <summary>How many spans or points it holds.</summary>
    public int Items { get; }

    /// <summary>How many bytes its body has.</summary>
    public int Length { get; }

    /// <summary>Whether it was lost before it was complete: given up for newer ones, or damaged. Its items have been told of as dropped.</summary>
    public bool IsGivenUp => !_isDone && (_isDamaged || Segment.IsGivenUp);

    /// <summary>Whether it is neither complete nor given up.</summary>
    internal bool IsWaiting => !_isDone && !_isDamaged && !Segment.IsGivenUp;

    internal Segment Segment { get; }

    internal int At { get; }

    internal void SetDone() => _isDone = true;

    internal void SetDamaged() => _isDamaged = true;
}
