using Instrumentation.Export.Delivery.Disk;

namespace Instrumentation.Export.Delivery;

/// <summary>A parcel that waits: in memory, on disk, or both.</summary>
/// <param name="parcel">The parcel in memory; null where it is read back when its turn comes.</param>
/// <param name="stored">The parcel on disk; null where it is in memory alone.</param>
/// <param name="isRecovered">Whether an earlier process left it.</param>
internal sealed class QueuedParcel(Parcel? parcel, StoredParcel? stored, bool isRecovered)
{
    // What the receiver does not answer so often in a row lets others go first: it may be this parcel that it can't bear.
    private const int UnansweredBeforeOthers = 3;

    // And has it been so still after others have arrived in between, it is.
    private const int MaxStrikes = 3;

    private int _unanswered;
    private int _strikes;
    private long _deliveries;

    public Parcel? Parcel { get; } = parcel;

    public StoredParcel? Stored { get; } = stored;

    public bool IsRecovered { get; } = isRecovered;

    /// <summary>How many spans or points it holds.</summary>
    public int Items { get; } = parcel?.Items ?? stored!.Items;

    /// <summary>Which of all that the queue took it is.</summary>
    public long Number { get; set; }

    public bool LetsOthersGoFirst => _unanswered > 0 && _unanswered % UnansweredBeforeOthers == 0;

    /// <summary>Whether the receiver answers others, and never this one.</summary>
    public bool IsUnbearable => _strikes >= MaxStrikes;

    /// <summary>Says that an attempt was not answered.</summary>
    /// <param name="deliveries">How many parcels have arrived until now.</param>
    public void SetUnanswered(long deliveries)
    {
        if (_unanswered++ > 0 && deliveries > _deliveries)
            _strikes++;
        _deliveries = deliveries;
    }
}
