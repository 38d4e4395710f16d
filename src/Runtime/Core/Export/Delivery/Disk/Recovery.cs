using Instrumentation.Diagnostics;

namespace Instrumentation.Export.Delivery.Disk;

/// <summary>Finds what processes that are gone have left in a folder.</summary>
/// <param name="folder">The buffer's folder.</param>
internal sealed class Recovery(string folder)
{
    private readonly Dictionary<string, List<(long Time, StoredParcel Stored)>> _parcels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _damagedItems = new(StringComparer.Ordinal);
    private readonly List<Segment> _segments = [];
    private int _damages;

    /// <summary>When the newest parcel was appended.</summary>
    public long Newest { get; private set; }

    /// <summary>The parcels of one queue, oldest first. Once: what is found is not kept.</summary>
    public IReadOnlyList<StoredParcel> TakeParcels(string queue) =>
        _parcels.Remove(queue, out var found) ? [.. found.OrderBy(static parcel => parcel.Time).Select(static parcel => parcel.Stored)] : [];

    /// <summary>How many spans or points of one queue were damaged. Once.</summary>
    public int TakeDamagedItems(string queue) => _damagedItems.Remove(queue, out var items) ? items : 0;

    /// <summary>Takes over what there is.</summary>
    /// <returns>The set in which it is now; null where nothing was left.</returns>
    public SegmentSet? Run(SegmentStore segments)
    {
        SegmentSet? own = null;
        foreach (var set in SegmentSet.TakeOrphans(folder))
        {
            if (own is null && !set.KeepsOthersOut())
            {
                Faults.Warn($"Files can't be locked in \"{folder}\": the disk buffer there leaves alone what earlier processes have left. It needs a local disk.");
                set.Dispose();
                return null;
            }

            own ??= set;
            foreach (var path in set.Found)
                Guarded(path, () => Adopt(own, path, isMoved: set != own));
            if (set != own)
                set.End();
        }

        foreach (var segment in _segments.OrderBy(static segment => segment.Time))
            segments.Add(segment);
        if (_damages > 0)
            Faults.Warn($"The disk buffer in \"{folder}\" was damaged in {_damages} place(s), as by a crash while it was written. What is whole in it is delivered.");
        return own;
    }

    private static void Guarded(string path, Action read)
    {
        try
        {
            read();
        }
        catch (Exception failure) when (DiskFiles.IsFailure(failure))
        {
            Faults.Warn($"\"{path}\" can't be read, and is left alone: {failure.Message}");
        }
    }

    private void Adopt(SegmentSet own, string path, bool isMoved)
    {
        using var file = DiskFiles.Open(path, FileMode.Open, FileShare.ReadWrite | FileShare.Delete);
        var kind = SegmentHeader.Read(file.SafeFileHandle, out var header);
        if (kind == SegmentFileKind.Foreign || file.Length > int.MaxValue)
            return;

        if (kind == SegmentFileKind.Damaged)
        {
            // What was cut off in its beginning holds nothing yet.
            if (file.Length > SegmentHeader.MaxLength)
                _damages++;
            File.Delete(path);
            return;
        }

        var scan = SegmentScan.Run(file.SafeFileHandle, header, (int)file.Length);
        _damages += scan.Damages;
        if (scan.DamagedItems > 0)
            _damagedItems[header.Queue] = _damagedItems.GetValueOrDefault(header.Queue) + scan.DamagedItems;

        if (scan.Records.TrueForAll(static record => record.Header.IsDone))
            File.Delete(path);
        else
            Add(header, scan, Moved(own, path, isMoved), file.Length);
    }

    // All that a process has is in one set: it holds one lock, however many have crashed before.
    private static string Moved(SegmentSet own, string path, bool isMoved)
    {
        if (!isMoved)
            return path;

        var moved = own.NextPath();
        File.Move(path, moved);
        return moved;
    }

    private void Add(SegmentHeader header, SegmentScan scan, string path, long length)
    {
        var segment = Segment.Adopt(path, header, length);
        if (!_parcels.TryGetValue(header.Queue, out var parcels))
            _parcels.Add(header.Queue, parcels = []);
        foreach (var (at, record) in scan.Records)
        {
            var stored = segment.Add(at, record);
            if (record.IsDone)
                continue;

            parcels.Add((record.Time, stored));
            Newest = Math.Max(Newest, record.Time);
        }

        _segments.Add(segment);
    }
}
