using Microsoft.Win32.SafeHandles;

namespace Instrumentation.Export.Delivery.Disk;

/// <summary>
/// All the segments of a buffer, the oldest first, and how much they may take: room is made by giving up the oldest. Whoever calls it holds the buffer's
/// lock.
/// </summary>
/// <param name="folder">The buffer's folder.</param>
/// <param name="limit">How many bytes the files may have.</param>
internal sealed class SegmentStore(string folder, long limit)
{
    private const long MaxSegment = 4 * 1024 * 1024;

    // So that an eighth of what there is goes at a time, at most.
    private readonly long _maxSegment = Math.Min(MaxSegment, limit / 8);
    private readonly List<Segment> _segments = [];
    private List<(string Queue, int Items)> _givenUp = [];
    private SegmentSet? _set;
    private long _bytes;

    /// <summary>Says where segments go; null leaves that to the first one.</summary>
    public void Begin(SegmentSet? set) => _set = set;

    /// <summary>Makes sure of a place for segments.</summary>
    public SegmentSet ProvideSet()
    {
        if (_set is not null && Directory.Exists(_set.Path))
            return _set;

        // The first one, or somebody has deleted the other.
        _set?.Dispose();
        _set = null;
        DiskFiles.CreateFolder(folder);
        return _set = SegmentSet.Create(folder);
    }

    /// <summary>Takes in a segment that was found, the next older ones being there.</summary>
    public void Add(Segment segment)
    {
        _segments.Add(segment);
        _bytes += segment.Length;
    }

    /// <summary>Whether a parcel could be stored if there were no other.</summary>
    public bool CanHold(DiskQueue queue, int length) =>
        SegmentHeader.LengthFor(queue.Name) + RecordHeader.Length + (long)length <= Math.Min(limit, int.MaxValue);

    /// <summary>The segment that a parcel goes to, with room for it.</summary>
    public Segment Provide(DiskQueue queue, int length)
    {
        var record = RecordHeader.Length + (long)length;
        if (Active(queue) is { } active)
        {
            if (!File.Exists(active.Path))
                Forget(active);
            else if (!active.IsEmpty && active.Length + record > _maxSegment)
                Seal(active);
        }

        while (_segments.Count > 0 && _bytes + record + (Active(queue) is null ? SegmentHeader.LengthFor(queue.Name) : 0) > limit)
            GiveUp(_segments[0]);

        return Active(queue) ?? (queue.Active = Create(queue));
    }

    /// <summary>What was given up since it was asked for last.</summary>
    public IReadOnlyList<(string Queue, int Items)> TakeGivenUp()
    {
        if (_givenUp.Count == 0)
            return [];

        var taken = _givenUp;
        _givenUp = [];
        return taken;
    }

    /// <summary>Takes note that a segment has grown.</summary>
    public void Grow(long bytes) => _bytes += bytes;

    /// <summary>Deletes a segment that nobody waits for.</summary>
    public void Delete(Segment segment)
    {
        segment.Delete();
        Remove(segment);
    }

    /// <summary>Lets go of everything. What is waited for stays on disk.</summary>
    /// <param name="flush">Makes a file reach the disk.</param>
    public void Close(Action<SafeFileHandle> flush)
    {
        try
        {
            foreach (var segment in _segments)
            {
                if (segment.Waiting == 0)
                    segment.Delete();
                else if (segment is { IsDirty: true, Handle: { } file })
                    flush(file);
            }
        }
        finally
        {
            _segments.ForEach(static segment => segment.Dispose());
            _segments.Clear();
            _set?.End();
        }
    }

    private static Segment? Active(DiskQueue queue) => queue.Active is { IsFull: false } active ? active : null;

    private Segment Create(DiskQueue queue)
    {
        var segment = Segment.Create(ProvideSet().NextPath(), queue.Name);
        Add(segment);
        return segment;
    }

    // Closed once it has reached the disk, if it shall.
    private void Seal(Segment segment)
    {
        segment.IsFull = true;
        if (segment.Waiting == 0)
            Delete(segment);
        else if (!segment.IsDirty)
            segment.Dispose();
    }

    private void GiveUp(Segment segment)
    {
        var items = segment.WaitingItems;
        Delete(segment);
        segment.IsFull = true;
        if (items > 0)
            _givenUp.Add((segment.Queue, (int)Math.Min(items, int.MaxValue)));
    }

    // Somebody has deleted its file.
    private void Forget(Segment segment)
    {
        segment.IsFull = true;
        segment.Dispose();
        Remove(segment);
    }

    private void Remove(Segment segment)
    {
        if (_segments.Remove(segment))
            _bytes -= segment.Length;
    }
}
