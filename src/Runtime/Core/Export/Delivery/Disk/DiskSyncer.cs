using Microsoft.Win32.SafeHandles;

namespace Instrumentation.Export.Delivery.Disk;

/// <summary>Makes what was appended reach the disk, a second later and beside those who append.</summary>
/// <param name="gate">The buffer's lock. It is not held while the disk works.</param>
/// <param name="flush">Makes a file reach the disk.</param>
/// <param name="failed">Is told when that fails; with the lock held.</param>
/// <param name="time">The clock.</param>
internal sealed class DiskSyncer(object gate, Action<SafeFileHandle> flush, Action<Exception> failed, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly List<Segment> _dirty = [];

    /// <summary>Says that something was appended. With the lock held.</summary>
    public void Touch(Segment segment)
    {
        if (segment.IsDirty)
            return;

        segment.IsDirty = true;
        _dirty.Add(segment);
        if (_dirty.Count == 1)
            Start();
    }

    private void Start() => _ = Background.Run(async () =>
    {
        await Task.Delay(Interval, time, CancellationToken.None).ConfigureAwait(false);
        Flush();
    });

    private void Flush()
    {
        (Segment Segment, SafeFileHandle? Handle, long Length)[] batch;
        lock (gate)
            batch = [.. _dirty.Select(static segment => (segment, segment.Handle, segment.Length))];

        var failure = default(Exception);
        foreach (var (_, handle, _) in batch)
            failure = TryFlush(handle) ?? failure;

        lock (gate)
        {
            if (failure is not null)
                failed(failure);
            foreach (var (segment, _, length) in batch)
                SetClean(segment, length);
            if (_dirty.Count > 0)
                Start();
        }
    }

    private Exception? TryFlush(SafeFileHandle? handle)
    {
        try
        {
            if (handle is not null)
                flush(handle);
            return null;
        }
        catch (ObjectDisposedException)
        {
            // Deleted in the meantime, or flushed and closed at the buffer's end.
            return null;
        }
        catch (Exception failure) when (DiskFiles.IsFailure(failure))
        {
            return failure;
        }
    }

    // What was appended while the disk worked is for the next time.
    private void SetClean(Segment segment, long length)
    {
        if (segment.Length != length && segment.Handle is not null)
            return;

        segment.IsDirty = false;
        _dirty.Remove(segment);
        if (segment.IsFull)
            segment.Dispose();
    }
}
