using System.Text;
using Instrumentation.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Instrumentation.Export.Delivery.Disk;

/// <summary>
/// Parcels on disk until they have arrived, so that a process leaves what has not to the next one, however it ends. At its limit the oldest are given
/// up; where the disk can't be written, parcels stay in memory. Once it is open it throws nothing.
/// </summary>
internal sealed class DiskBuffer : IDisposable
{
    /// <summary>The smallest limit, in bytes.</summary>
    public const long MinLimit = 64 * 1024;

    private readonly object _gate = new();
    private readonly string _folder;
    private readonly Action<string, int, DropReason> _dropped;
    private readonly Action<SafeFileHandle> _flush;
    private readonly DiskSync _sync;
    private readonly TimeProvider _time;
    private readonly DiskHealth _health;
    private readonly DiskSyncer _syncer;
    private readonly Recovery _recovery;
    private readonly SegmentStore _segments;
    private readonly Dictionary<string, DiskQueue> _queues = new(StringComparer.Ordinal);
    private long _lastTime;
    private bool _isDisposed;

    private DiskBuffer(
        string folder, long limit, DiskSync sync, Action<string, int, DropReason> dropped, TimeProvider time, Action<SafeFileHandle> flush)
    {
        _folder = folder;
        _sync = sync;
        _dropped = dropped;
        _flush = flush;
        _time = time;
        _health = new(folder, time);
        _syncer = new(_gate, flush, _health.SetFailed, time);
        _recovery = new(folder);
        _segments = new(folder, limit);
    }

    /// <summary>Opens the buffer of a folder, with what processes that are gone have left there. Those that run have their own beside it.</summary>
    /// <param name="folder">The folder. If it can't be used, that is told of, and tried again from time to time.</param>
    /// <param name="limit">How many bytes the files of this process may have.</param>
    /// <param name="sync">When what is written reaches the disk.</param>
    /// <param name="dropped">
    /// Is told of spans and points that are lost: of which queue, how many, and why. On any thread; those that are found damaged when their queue is
    /// asked for.
    /// </param>
    /// <param name="time">The clock.</param>
    /// <param name="flush">Makes a file reach the disk; null asks the operating system.</param>
    /// <exception cref="ArgumentException">The folder has no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than <see cref="MinLimit"/>.</exception>
    public static DiskBuffer Open(
        string folder,
        long limit,
        DiskSync sync,
        Action<string, int, DropReason> dropped,
        TimeProvider? time = null,
        Action<SafeFileHandle>? flush = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, MinLimit);
        var buffer = new DiskBuffer(Path.GetFullPath(folder), limit, sync, dropped, time ?? TimeProvider.System, flush ?? RandomAccess.FlushToDisk);
        buffer.Begin();
        return buffer;
    }

    /// <summary>The queue of one destination; the same name gives the same one.</summary>
    /// <exception cref="ArgumentException">The name is empty, or longer than 200 bytes.</exception>
    public DiskQueue Queue(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Encoding.UTF8.GetByteCount(name) > SegmentHeader.MaxName)
            throw new ArgumentException($"\"{name}\" is longer than {SegmentHeader.MaxName} bytes.", nameof(name));

        int damaged;
        DiskQueue? queue;
        lock (_gate)
        {
            damaged = _recovery.TakeDamagedItems(name);
            if (!_queues.TryGetValue(name, out queue))
                _queues.Add(name, queue = new(this, name, _recovery.TakeParcels(name)));
        }

        if (damaged > 0)
            _dropped(name, damaged, DropReason.Damaged);
        return queue;
    }

    /// <summary>Lets go of the folder. What has not arrived stays there.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;

            _isDisposed = true;
            try
            {
                _segments.Close(_flush);
            }
            catch (Exception failure) when (DiskFiles.IsFailure(failure))
            {
                _health.SetFailed(failure);
            }
        }
    }

    internal StoredParcel? Append(DiskQueue queue, Parcel parcel)
    {
        StoredParcel? stored;
        IReadOnlyList<(string Queue, int Items)> givenUp;
        lock (_gate)
        {
            stored = !_isDisposed && _health.MayTry && CanHold(queue, parcel) ? TryWrite(queue, parcel) : null;
            givenUp = _segments.TakeGivenUp();
        }

        foreach (var (name, items) in givenUp)
            _dropped(name, items, DropReason.BufferFull);
        return stored;
    }

    internal Parcel? Read(StoredParcel stored)
    {
        if (!stored.IsWaiting)
            return null;

        try
        {
            if (stored.Segment.Read(stored) is { } parcel)
                return parcel;
        }
        catch (Exception failure) when (DiskFiles.IsFailure(failure) && !DiskFiles.IsMissing(failure))
        {
            lock (_gate)
                _health.SetFailed(failure);
            return null;
        }

        bool isLost;
        lock (_gate)
        {
            isLost = !_isDisposed && stored.IsWaiting;
            if (isLost)
            {
                stored.SetDamaged();
                CountOut(stored);
            }
        }

        if (isLost)
            _dropped(stored.Segment.Queue, stored.Items, DropReason.Damaged);
        return null;
    }

    internal bool Complete(StoredParcel stored)
    {
        lock (_gate)
        {
            if (!stored.IsWaiting)
                return false;

            stored.SetDone();
            if (!_isDisposed)
                CountOut(stored);
            return true;
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            try
            {
                DiskFiles.CreateFolder(_folder);
                _segments.Begin(_recovery.Run(_segments));
                _lastTime = _recovery.Newest;
                _segments.ProvideSet();
            }
            catch (Exception failure) when (DiskFiles.IsFailure(failure))
            {
                _health.SetFailed(failure);
            }
        }
    }

    private bool CanHold(DiskQueue queue, Parcel parcel)
    {
        if (_segments.CanHold(queue, parcel.Length))
            return true;

        Faults.Warn($"A parcel is larger than the disk buffer in \"{_folder}\" may be: it waits in memory alone.");
        return false;
    }

    private StoredParcel? TryWrite(DiskQueue queue, Parcel parcel)
    {
        try
        {
            var segment = _segments.Provide(queue, parcel.Length);
            _lastTime = Math.Max(_lastTime, _time.GetUtcNow().UtcTicks);
            var stored = segment.Append(parcel, _lastTime, _sync == DiskSync.Always ? _flush : null);
            _segments.Grow(RecordHeader.Length + parcel.Length);
            if (_sync == DiskSync.Interval)
                _syncer.Touch(segment);
            _health.SetWorking();
            return stored;
        }
        catch (Exception failure) when (DiskFiles.IsFailure(failure))
        {
            _health.SetFailed(failure);
            return null;
        }
    }

    private void CountOut(StoredParcel stored)
    {
        try
        {
            stored.Segment.CountOut(stored);
            if (stored.Segment is { IsFull: true, Waiting: 0 })
                _segments.Delete(stored.Segment);
        }
        catch (Exception failure) when (DiskFiles.IsMissing(failure))
        {
            // Somebody has deleted the file: nothing in it comes back.
        }
        catch (Exception failure) when (DiskFiles.IsFailure(failure))
        {
            _health.SetFailed(failure);
        }
    }
}
