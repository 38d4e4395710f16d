namespace Instrumentation.Export.Delivery.Disk;

/// <summary>The parcels of one destination in a disk buffer. From any thread.</summary>
internal sealed class DiskQueue
{
    private readonly DiskBuffer _buffer;

    public DiskQueue(DiskBuffer buffer, string name, IReadOnlyList<StoredParcel> recovered)
    {
        _buffer = buffer;
        Name = name;
        Recovered = recovered;
    }

    public string Name { get; }

    /// <summary>What processes that are gone have left, oldest first.</summary>
    public IReadOnlyList<StoredParcel> Recovered { get; }

    /// <summary>The segment that is being filled. With the buffer's lock held.</summary>
    internal Segment? Active { get; set; }

    /// <summary>Writes a parcel; it stays the caller's.</summary>
    /// <returns>Null where it could not be written: it is in memory alone.</returns>
    public StoredParcel? Append(Parcel parcel) => _buffer.Append(this, parcel);

    /// <summary>Reads a parcel back.</summary>
    /// <returns>Null where it has been given up, now or before, and where it can't be read for now, as <see cref="StoredParcel.IsGivenUp"/> tells.</returns>
    public Parcel? Read(StoredParcel stored) => _buffer.Read(stored);

    /// <summary>Says that nobody waits for it any more: it has arrived, or never will.</summary>
    /// <returns>Whether somebody did until now. Where not, it has been given up, and its items were told of as dropped; or it was complete.</returns>
    public bool Complete(StoredParcel stored) => _buffer.Complete(stored);
}
