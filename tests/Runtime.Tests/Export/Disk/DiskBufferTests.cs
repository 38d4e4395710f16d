using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Delivery.Disk;
using Instrumentation.Tests.Support;
using static Instrumentation.Runtime.Tests.Export.Disk.DiskFolder;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>What is on disk until it has arrived.</summary>
public sealed class DiskBufferTests
{
    [Fact]
    public void A_parcel_comes_back_as_it_went_now_and_after_a_restart()
    {
        using var folder = new DiskFolder();
        var kind = new ParcelKind(Signal.Metrics, ParcelFormat.OtlpJson, IsGzip: false);
        using (var buffer = folder.Open())
        {
            var queue = buffer.Queue("otlp-metrics");
            Assert.Empty(queue.Recovered);
            var stored = queue.Append([1, 2, 3], items: 7, kind)!;
            Assert.Equal((kind, 7, 3, false), (stored.Kind, stored.Items, stored.Length, stored.IsGivenUp));
            Assert.Equal([1, 2, 3], queue.ReadBody(stored)!);
        }

        using var again = folder.Open();
        var recovered = Assert.Single(again.Queue("otlp-metrics").Recovered);
        Assert.Equal((kind, 7, 3, false), (recovered.Kind, recovered.Items, recovered.Length, recovered.IsGivenUp));
        using var parcel = new Released(again.Queue("otlp-metrics").Read(recovered)!);
        Assert.Equal((kind, 7), (parcel.It.Kind, parcel.It.Items));
        Assert.Equal([1, 2, 3], parcel.It.Body.ToArray());
        Assert.Empty(folder.Dropped);
    }

    [Fact]
    public void What_is_complete_does_not_come_back_and_what_is_not_does_in_its_order()
    {
        using var folder = new DiskFolder();
        using (var buffer = folder.Open())
        {
            var queue = buffer.Queue(Traces);
            for (var i = 0; i < 100; i++)
            {
                var stored = queue.Append(Body(i, 100))!;
                if (i % 3 != 0)
                    Assert.True(queue.Complete(stored));
            }
        }

        for (var time = 0; time < 2; time++)
        {
            using var again = folder.Open();
            var queue = again.Queue(Traces);
            Assert.Equal(Enumerable.Range(0, 34).Select(static i => Body(i * 3, 100)), queue.Recovered.Select(stored => queue.ReadBody(stored)!));
        }
    }

    [Fact]
    public void A_parcel_is_complete_once()
    {
        using var folder = new DiskFolder();
        using var buffer = folder.Open();
        var queue = buffer.Queue(Traces);
        var stored = queue.Append([1])!;

        Assert.True(queue.Complete(stored));
        Assert.False(queue.Complete(stored));
        Assert.Null(queue.Read(stored));
        Assert.False(stored.IsGivenUp);
    }

    [Fact]
    public void Queues_are_apart_and_the_same_name_gives_the_same_one()
    {
        using var folder = new DiskFolder();
        using (var buffer = folder.Open())
        {
            Assert.Same(buffer.Queue("a"), buffer.Queue("a"));
            buffer.Queue("a").Append([1]);
            buffer.Queue("b").Append([2]);
        }

        using var again = folder.Open();
        Assert.Equal([2], again.Queue("b").ReadBody(Assert.Single(again.Queue("b").Recovered))!);
        Assert.Equal([1], again.Queue("a").ReadBody(Assert.Single(again.Queue("a").Recovered))!);
    }

    [Fact]
    public void A_folder_is_empty_again_when_all_is_complete()
    {
        using var folder = new DiskFolder();
        using (var buffer = folder.Open())
        {
            var queue = buffer.Queue(Traces);
            Assert.True(queue.Complete(queue.Append([1])!));
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_full_segment_is_deleted_when_the_last_parcel_in_it_is_complete()
    {
        using var folder = new DiskFolder();
        using var buffer = folder.Open(limit: 8 * 8 * 1024);
        var queue = buffer.Queue(Traces);
        var stored = Enumerable.Range(0, 10).Select(i => queue.Append(Body(i, 2_000))!).ToList();
        var segments = folder.Segments;
        Assert.Equal(3, segments.Length);

        Assert.All(stored.Take(3), s => Assert.True(queue.Complete(s)));
        Assert.Equal(segments, folder.Segments);
        Assert.True(queue.Complete(stored[3]));
        Assert.Equal(segments[1..], folder.Segments);
    }

    [Fact]
    public void A_parcel_larger_than_a_segment_has_one_of_its_own()
    {
        using var folder = new DiskFolder();
        using (var buffer = folder.Open(limit: 8 * 8 * 1024))
        {
            var queue = buffer.Queue(Traces);
            queue.Append(Body(1, 10));
            queue.Append(Body(2, 30_000));
            queue.Append(Body(3, 10));
            Assert.Equal(3, folder.Segments.Length);
        }

        using var again = folder.Open();
        Assert.Equal([10, 30_000, 10], again.Queue(Traces).Recovered.Select(stored => again.Queue(Traces).ReadBody(stored)!.Length));
    }

    [Fact]
    public void An_empty_body_is_one_too()
    {
        using var folder = new DiskFolder();
        using (var buffer = folder.Open())
            buffer.Queue(Traces).Append([]);

        using var again = folder.Open();
        Assert.Equal([], again.Queue(Traces).ReadBody(Assert.Single(again.Queue(Traces).Recovered))!);
    }

    [Fact]
    public void Nobody_else_can_read_it()
    {
        if (OperatingSystem.IsWindows())
            return;

        using var folder = new DiskFolder();
        using var buffer = folder.Open();
        buffer.Queue(Traces).Append([1]);

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Assert.Single(folder.Sets)));
        foreach (var file in Directory.GetFiles(folder.Sets[0]))
            Assert.Equal(Owner, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData("", DiskBuffer.MinLimit)]
    [InlineData("  ", DiskBuffer.MinLimit)]
    [InlineData("folder", DiskBuffer.MinLimit - 1)]
    [InlineData("folder", -1)]
    public void What_can_never_work_is_refused(string folder, long limit) =>
        Assert.ThrowsAny<ArgumentException>(() => DiskBuffer.Open(folder, limit, DiskSync.None, static (_, _, _) => { }));

    [Fact]
    public void A_name_is_neither_empty_nor_longer_than_a_header()
    {
        using var folder = new DiskFolder();
        using (var buffer = folder.Open())
        {
            Assert.ThrowsAny<ArgumentException>(() => buffer.Queue(""));
            Assert.ThrowsAny<ArgumentException>(() => buffer.Queue(new string('ä', 101)));
            buffer.Queue(new string('ä', 100)).Append([1]);
        }

        using var again = folder.Open();
        Assert.Single(again.Queue(new string('ä', 100)).Recovered);
    }

    [Fact]
    public void After_the_end_nothing_is_written()
    {
        using var folder = new DiskFolder();
        var buffer = folder.Open();
        var queue = buffer.Queue(Traces);
        var stored = queue.Append([1])!;
        buffer.Dispose();
        buffer.Dispose();

        Assert.Null(queue.Append([2]));
        Assert.True(queue.Complete(stored));
        using var again = folder.Open();
        Assert.Single(again.Queue(Traces).Recovered);
    }

    [Fact]
    public void A_parcel_on_disk_costs_48_bytes_of_memory_and_nothing_else()
    {
        using var folder = new DiskFolder();
        using var buffer = folder.Open();
        var (queue, parcel) = (buffer.Queue(Traces), Parcel(Body(1, 1_000)));

        Assert.Equal(48 * 1_000, Allocated.AtBest(() =>
        {
            for (var i = 0; i < 1_000; i++)
                queue.Append(parcel);
        }));
        parcel.Release();
    }

    [Fact]
    public void The_clock_may_go_back()
    {
        using var folder = new DiskFolder();
        var clock = new Clock { Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        for (var i = 0; i < 4; i++)
        {
            using var buffer = folder.Open(time: clock);
            buffer.Queue(Traces).Append([(byte)i]);
            clock.Now -= TimeSpan.FromDays(400);
            buffer.Queue(Traces).Append([(byte)(i + 100)]);
        }

        using var again = folder.Open();
        var queue = again.Queue(Traces);
        Assert.Equal([0, 100, 1, 101, 2, 102, 3, 103], queue.Recovered.Select(stored => (int)queue.ReadBody(stored)![0]));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Released(Parcel parcel) : IDisposable
    {
        public Parcel It => parcel;

        public void Dispose() => parcel.Release();
    }
}
