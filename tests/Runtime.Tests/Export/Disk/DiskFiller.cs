using Instrumentation.Export;
using Instrumentation.Export.Delivery.Disk;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Export.Disk.DiskFolder;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>Appends until a small disk is full, starts again on the full disk, then makes room.</summary>
internal static class DiskFiller
{
    public static void Run(string folder, Action<string> tell)
    {
        var time = new ManualTime();
        var others = Path.Combine(folder, "others");
        File.WriteAllBytes(others, new byte[300_000]);
        using (var buffer = Open(folder, time))
        {
            var (queue, stored) = (buffer.Queue(Traces), new List<StoredParcel>());
            while (queue.Append(Body(stored.Count, 10_000)) is { } next)
                stored.Add(next);
            tell($"stored {stored.Count}");
            tell($"whole {stored.Where((s, i) => queue.ReadBody(s)!.AsSpan().SequenceEqual(Body(i, 10_000))).Count()}");
            time.Advance(TimeSpan.FromSeconds(10));
            tell($"again {queue.Append(Body(0, 10_000)) is not null}");
        }

        using (var buffer = Open(folder, time))
        {
            var queue = buffer.Queue(Traces);
            tell($"recovered {queue.Recovered.Count}");
            queue.Append(Body(1_000, 10_000));
            File.Delete(others);
            time.Advance(TimeSpan.FromSeconds(10));
            tell($"again {queue.Append(Body(1_000, 10_000)) is not null}");
        }

        using (var buffer = Open(folder, time))
            tell($"recovered {buffer.Queue(Traces).Recovered.Count(stored => buffer.Queue(Traces).ReadBody(stored) is not null)}");
    }

    private static DiskBuffer Open(string folder, TimeProvider time) =>
        DiskBuffer.Open(folder, 64 * 1024 * 1024, DiskSync.Interval, static (_, _, _) => throw new InvalidOperationException("Nothing is lost."), time);
}
