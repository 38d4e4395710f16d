using Instrumentation.Diagnostics;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Delivery.Disk;
using Instrumentation.Resources;

namespace Instrumentation.Export;

/// <summary>What exporters of one telemetry share.</summary>
internal sealed class ExportSurroundings : IDisposable
{
    private readonly Dictionary<string, ExportCounts> _counts = new(StringComparer.Ordinal);
    private readonly DiskBuffer? _disk;

    /// <param name="resource">What its telemetry comes from.</param>
    /// <param name="disk">The disk buffer, if there shall be one.</param>
    public ExportSurroundings(ResourceResolution resource, DiskBufferOptions? disk)
    {
        Resource = resource;
        if (disk is not null)
            _disk = DiskBuffer.Open(disk.Folder, disk.Limit, disk.Sync, OnLost);
    }

    public ResourceResolution Resource { get; }

    /// <summary>
    /// The place on disk of one exporter, and its counts: those of one kind are told apart by the order in which they were added, which the next process
    /// keeps to.
    /// </summary>
    public (DiskQueue? Disk, ExportCounts Counts) Place(string kind)
    {
        lock (_counts)
        {
            var name = kind;
            for (var number = 2; _counts.ContainsKey(name); number++)
                name = FormattableString.Invariant($"{kind}-{number}");
            var counts = _counts[name] = new();
            return (_disk?.Queue(name), counts);
        }
    }

    /// <summary>Lets go of the disk. What has not arrived stays there.</summary>
    public void Dispose() => _disk?.Dispose();

    private void OnLost(string queue, int items, DropReason reason)
    {
        lock (_counts)
        {
            if (_counts.TryGetValue(queue, out var counts))
            {
                counts.AddDropped(reason, items);
                counts.Fail(reason == DropReason.Damaged ? "what was read back from disk was damaged" : "the disk buffer was at its limit, and gave up the oldest");
            }
        }

        Faults.Warn(reason == DropReason.Damaged
            ? $"The disk buffer's part {queue} was damaged, and some telemetry is lost."
            : $"The disk buffer is at its limit: the oldest of {queue} is given up. A larger limit keeps more while a receiver is away.");
    }
}
