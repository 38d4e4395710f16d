using Instrumentation.Diagnostics;
using Instrumentation.Export.Delivery.Disk;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Export.Disk.DiskFolder;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>A buffer takes no more room than it may: the oldest are given up, and counted.</summary>
[Collection(ProcessWide.Name)]
public sealed class DiskLimitTests
{
    private const int Limit = 64 * 1024;

    [Fact]
    public void The_oldest_segment_is_given_up_first_with_what_is_waited_for_in_it()
    {
        using var folder = new DiskFolder();
        using var buffer = folder.Open(Limit);
        var queue = buffer.Queue(Traces);

        // Four to a segment, so that the ninth segment has no room.
        var stored = Enumerable.Range(0, 32).Select(i => queue.Append(Body(i, 1_950), items: 10)!).ToList();
        Assert.True(queue.Complete(stored[1]));
        Assert.Empty(folder.Dropped);
        stored.Add(queue.Append(Body(32, 1_950), items: 10)!);

        Assert.Equal((Traces, 30, DropReason.BufferFull), Assert.Single(folder.Dropped));
        Assert.Equal([0, 2, 3], Enumerable.Range(0, 33).Where(i => stored[i].IsGivenUp));
        Assert.Null(queue.Read(stored[0]));
        Assert.False(queue.Complete(stored[0]));
        Assert.Equal(Body(4, 1_950), queue.ReadBody(stored[4])!);
        Assert.Single(folder.Dropped);
    }

    [Fact]
    public void It_is_one_limit_for_all_queues_and_for_what_was_left_by_others()
    {
        using var folder = new DiskFolder();
        using (var buffer = folder.Open(Limit))
        {
            for (var i = 0; i < 16; i++)
                buffer.Queue("nobody's").Append(Body(i, 1_900), items: 3);
        }

        using var again = folder.Open(Limit);
        for (var i = 0; i < 64; i++)
        {
            again.Queue(i % 2 == 0 ? "a" : "b").Append(Body(i, 1_900));
            Assert.InRange(folder.Segments.Sum(static segment => new FileInfo(segment).Length), 0, Limit);
        }

        Assert.Equal(("nobody's", 12, DropReason.BufferFull), folder.Dropped.First());
        Assert.Equal(48, folder.Dropped.Where(static d => d.Queue == "nobody's").Sum(static d => d.Items));
        Assert.Equal(["nobody's", "a", "b"], folder.Dropped.Select(static d => d.Queue).Distinct());
    }

    [Fact]
    public void A_lower_limit_holds_from_the_next_parcel_on()
    {
        using var folder = new DiskFolder();
        using (var buffer = folder.Open(4 * Limit))
        {
            for (var i = 0; i < 100; i++)
                buffer.Queue(Traces).Append(Body(i, 1_900));
        }

        using var again = folder.Open(Limit);
        Assert.Equal(100, again.Queue(Traces).Recovered.Count);
        Assert.NotNull(again.Queue(Traces).Append([1]));
        Assert.InRange(folder.Segments.Sum(static segment => new FileInfo(segment).Length), 0, Limit);
        Assert.Equal(100 - again.Queue(Traces).Recovered.Count(static stored => !stored.IsGivenUp), folder.DroppedItems(DropReason.BufferFull));
    }

    [Fact]
    public async Task Whoever_comes_first_each_parcel_is_complete_or_told_of_or_still_there()
    {
        using var folder = new DiskFolder();
        var (appended, completed) = (0, 0);
        using (var buffer = folder.Open(Limit))
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
            {
                var (queue, random, waiting) = (buffer.Queue(thread % 2 == 0 ? "a" : "b"), new Random(thread), new Queue<StoredParcel>());
                for (var i = 0; i < 2_000; i++)
                {
                    waiting.Enqueue(queue.Append(Body(i, random.Next(4, 3_000)))!);
                    Interlocked.Increment(ref appended);
                    while (waiting.Count > random.Next(30))
                    {
                        var stored = waiting.Dequeue();
                        Assert.True(queue.ReadBody(stored) is not null || stored.IsGivenUp);
                        if (queue.Complete(stored))
                            Interlocked.Increment(ref completed);
                    }
                }
            })));
        }

        var givenUp = folder.DroppedItems(DropReason.BufferFull);
        using var again = folder.Open(Limit);
        Assert.Equal(appended, completed + givenUp + again.Queue("a").Recovered.Count + again.Queue("b").Recovered.Count);
        Assert.True(givenUp > 100, $"Only {givenUp} parcels were given up: this proves little.");
        Assert.Equal(0, folder.DroppedItems(DropReason.Damaged));
    }

    [Fact]
    public void What_is_larger_than_all_stays_in_memory_and_gives_up_nothing()
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        using var buffer = folder.Open(Limit);
        var stored = buffer.Queue(Traces).Append([1])!;

        Assert.Null(buffer.Queue(Traces).Append(new byte[Limit]));

        Assert.False(stored.IsGivenUp);
        Assert.Contains("A parcel is larger than the disk buffer in", surroundings.Told, StringComparison.Ordinal);
        Assert.NotNull(buffer.Queue(Traces).Append([1]));
    }
}
