using System.Diagnostics.CodeAnalysis;
using Instrumentation.Diagnostics;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Delivery.Disk;
using Instrumentation.Runtime.Tests.Export.Disk;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Export.Delivery;

/// <summary>What a queue took has arrived once, or is counted as lost, or still waits: nothing else.</summary>
[Collection(ProcessWide.Name)]
[SuppressMessage("Reliability", "CA2000", Justification = "Receivers hold nothing, and queues dispose them.")]
public sealed class DeliveryQueueTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);
    private static readonly DeliverySettings Settings = new(1_000, 1, Bound, new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2)));
    private static readonly SendResult Away = new(SendOutcome.TryAgain, "away");

    [Fact]
    public async Task What_is_taken_arrives_in_order()
    {
        var receiver = Receiver.Willing();
        var queue = Queue(receiver);
        for (var i = 1; i <= 20; i++)
            await queue.TakeAsync(Receiver.Parcel(i, items: 3), default).WaitAsync(Bound);

        await queue.FlushAsync(default).WaitAsync(Bound);

        Assert.Equal(Enumerable.Range(1, 20), receiver.Taken);
        Assert.Equal((60, 0, 0), (queue.Counts.Exported, queue.Waiting, queue.WaitingBytes));
        await queue.ShutdownAsync(default).WaitAsync(Bound);
        Assert.True(receiver.IsDisposed);
    }

    [Fact]
    public async Task While_the_receiver_is_away_parcels_wait_then_who_brings_more_waits_and_all_of_it_arrives_in_order()
    {
        using var surroundings = new Surroundings();
        var isAway = true;
        var receiver = new Receiver((_, _) => isAway ? Away : SendResult.Delivered);
        var queue = Queue(receiver);
        for (var i = 1; i <= 10; i++)
            await queue.TakeAsync(Receiver.Parcel(i), default).WaitAsync(Bound);
        var eleventh = queue.TakeAsync(Receiver.Parcel(11), default);
        Assert.True(SpinWait.SpinUntil(() => receiver.Attempts > 5, Bound));
        Assert.Equal((false, 10, 1_000), (eleventh.IsCompleted, queue.Waiting, queue.WaitingBytes));

        Volatile.Write(ref isAway, false);
        await eleventh.WaitAsync(Bound);
        await queue.FlushAsync(default).WaitAsync(Bound);

        Assert.Equal(Enumerable.Range(1, 11), receiver.Taken);
        await queue.ShutdownAsync(default).WaitAsync(Bound);
    }

    [Fact]
    public async Task One_that_is_larger_than_the_room_goes_alone()
    {
        var receiver = Receiver.Willing();
        var queue = Queue(receiver);

        await queue.TakeAsync(Receiver.Parcel(1, length: 5_000), default).WaitAsync(Bound);
        await queue.TakeAsync(Receiver.Parcel(2, length: 5_000), default).WaitAsync(Bound);
        await queue.FlushAsync(default).WaitAsync(Bound);

        Assert.Equal([1, 2], receiver.Taken);
        await queue.ShutdownAsync(default).WaitAsync(Bound);
    }

    [Fact]
    public async Task What_is_refused_is_lost_and_counted_and_what_is_taken_in_part_is_counted_in_parts()
    {
        using var surroundings = new Surroundings();
        var receiver = new Receiver(static (number, _) => number switch
        {
            1 => new(SendOutcome.Refused, "HTTP 400: no"),
            2 => new(SendOutcome.Delivered, "two are bad", Rejected: 2),
            3 => new(SendOutcome.Delivered, "deprecated"),
            _ => SendResult.Delivered,
        });
        var queue = Queue(receiver);
        for (var i = 1; i <= 4; i++)
            await queue.TakeAsync(Receiver.Parcel(i, items: 5), default).WaitAsync(Bound);

        await queue.ShutdownAsync(default).WaitAsync(Bound);

        Assert.Equal([1, 2, 3, 4], receiver.Shown);
        Assert.Equal((13, 5, 2), (queue.Counts.Exported, queue.Counts.Dropped(DropReason.Refused), queue.Counts.Dropped(DropReason.Rejected)));
        Assert.Equal(
            """
            instrumentation: receiver: a request was refused: HTTP 400: no; what was in it is lost.
            instrumentation: receiver: the receiver took a request in part: two are bad
            instrumentation: receiver: the receiver took a request with a warning: deprecated

            """,
            surroundings.Told);
    }

    [Fact]
    public async Task One_that_is_never_answered_while_others_are_is_given_up()
    {
        using var surroundings = new Surroundings();
        var receiver = new Receiver(static (number, _) => number == 2 ? new(SendOutcome.Unanswered, "reset") : SendResult.Delivered);
        var queue = Queue(receiver);
        var number = 0;
        while (queue.Counts.Dropped(DropReason.ExportTimedOut) == 0)
            await queue.TakeAsync(Receiver.Parcel(++number), default).WaitAsync(Bound);

        await queue.ShutdownAsync(default).WaitAsync(Bound);

        Assert.Equal(1, queue.Counts.Dropped(DropReason.ExportTimedOut));
        Assert.Equal([1, .. Enumerable.Range(3, number - 2)], receiver.Taken);
    }

    [Fact]
    public async Task A_receiver_that_answers_nobody_loses_nothing()
    {
        using var surroundings = new Surroundings();
        var isAway = true;
        var receiver = new Receiver((_, _) => isAway ? new(SendOutcome.Unanswered, "reset") : SendResult.Delivered);
        var queue = Queue(receiver);
        for (var i = 1; i <= 5; i++)
            await queue.TakeAsync(Receiver.Parcel(i), default).WaitAsync(Bound);
        Assert.True(SpinWait.SpinUntil(() => receiver.Attempts > 60, Bound));
        Volatile.Write(ref isAway, false);

        await queue.FlushAsync(default).WaitAsync(Bound);

        Assert.Equal(Enumerable.Range(1, 5), receiver.Taken.Order());
        await queue.ShutdownAsync(default).WaitAsync(Bound);
    }

    [Fact]
    public async Task A_flush_waits_for_what_was_taken_before_it_alone()
    {
        var gates = Enumerable.Range(0, 3).Select(static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var receiver = Receiver.Willing();
        receiver.Gate = _ => gates[receiver.Attempts - 1].Task;
        var queue = Queue(receiver);
        await queue.FlushAsync(default).WaitAsync(Bound);
        await queue.TakeAsync(Receiver.Parcel(1), default);
        await queue.TakeAsync(Receiver.Parcel(2), default);
        var flush = queue.FlushAsync(default);
        await queue.TakeAsync(Receiver.Parcel(3), default);
        gates[0].SetResult();
        Assert.True(SpinWait.SpinUntil(() => receiver.Taken.Count == 1, Bound));
        Assert.False(flush.IsCompleted);
        gates[1].SetResult();
        await flush.WaitAsync(Bound);

        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queue.FlushAsync(late.Token));
        gates[2].SetResult();
        await queue.ShutdownAsync(default).WaitAsync(Bound);
        Assert.Equal(3, receiver.Taken.Count);
    }

    [Fact]
    public async Task At_the_end_a_receiver_that_is_away_is_tried_a_last_time_and_what_is_left_is_counted()
    {
        using var surroundings = new Surroundings();
        var receiver = new Receiver(static (_, _) => Away);
        var queue = Queue(receiver, Settings with { Backoff = new(Never, Never) });
        for (var i = 1; i <= 4; i++)
            await queue.TakeAsync(Receiver.Parcel(i, items: 2), default).WaitAsync(Bound);
        Assert.True(SpinWait.SpinUntil(() => receiver.Attempts == 1, Bound));
        using var end = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await queue.ShutdownAsync(end.Token).WaitAsync(Bound);
        Assert.InRange(receiver.Attempts, 2, 3);
        Assert.Equal((8, 0), (queue.Counts.Dropped(DropReason.ShutDown), queue.Counts.Exported));

        // Where the pause is short it is tried once more, and not until the time is over.
        var other = new Receiver(static (_, _) => Away);
        var short1 = Queue(other);
        await short1.TakeAsync(Receiver.Parcel(1), default);
        await short1.ShutdownAsync(default).WaitAsync(Bound);
        Assert.Equal(1, short1.Counts.Dropped(DropReason.ShutDown));
    }

    [Fact]
    public async Task At_the_end_of_the_time_what_is_on_its_way_and_who_waits_for_room_are_counted()
    {
        var receiver = Receiver.Willing();
        receiver.Gate = static end => Task.Delay(Never, end);
        var queue = Queue(receiver);
        for (var i = 1; i <= 10; i++)
            await queue.TakeAsync(Receiver.Parcel(i), default).WaitAsync(Bound);
        using var end = new CancellationTokenSource();
        var waiting = queue.TakeAsync(Receiver.Parcel(11), end.Token);

        await end.CancelAsync();
        await queue.ShutdownAsync(end.Token).WaitAsync(Bound);
        await waiting.WaitAsync(Bound);

        Assert.Equal((11, 0), (queue.Counts.Dropped(DropReason.ShutDown), queue.InFlight));
    }

    [Fact]
    public async Task So_many_are_on_their_way_as_may_be()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var receiver = Receiver.Willing();
        receiver.Gate = _ => gate.Task;
        var queue = Queue(receiver, Settings with { MaxConcurrency = 3, MaxQueueBytes = 10_000 });
        for (var i = 1; i <= 10; i++)
            await queue.TakeAsync(Receiver.Parcel(i), default);
        Assert.True(SpinWait.SpinUntil(() => queue.InFlight == 3, Bound));
        gate.SetResult();

        await queue.FlushAsync(default).WaitAsync(Bound);

        Assert.Equal((3, 10), (receiver.MostAtOnce, receiver.Taken.Count));
        await queue.ShutdownAsync(default).WaitAsync(Bound);
    }

    [Fact]
    public async Task What_is_on_disk_waits_for_no_room_and_the_next_process_sends_it_oldest_first()
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        using (var disk = folder.Open())
        {
            var away = Queue(new Receiver(static (_, _) => Away), disk: disk.Queue(DiskFolder.Traces));
            for (var i = 1; i <= 50; i++)
                await away.TakeAsync(Receiver.Parcel(i), default).WaitAsync(Bound);
            Assert.Equal((50, true), (away.Waiting, away.WaitingBytes <= 1_000));
            await away.ShutdownAsync(default).WaitAsync(Bound);
            Assert.Equal(0, away.Counts.Dropped(DropReason.ShutDown));
        }

        using (var disk = folder.Open())
        {
            var receiver = Receiver.Willing();
            var next = Queue(receiver, disk: disk.Queue(DiskFolder.Traces));
            await next.TakeAsync(Receiver.Parcel(51), default);
            await next.FlushAsync(default).WaitAsync(Bound);
            Assert.Equal(Enumerable.Range(1, 51), receiver.Taken);
            Assert.Equal(51, next.Counts.Exported);
            await next.ShutdownAsync(default).WaitAsync(Bound);
        }

        using (var disk = folder.Open())
            Assert.Empty(disk.Queue(DiskFolder.Traces).Recovered);
        Assert.Empty(folder.Dropped);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_a_receiver_does_each_parcel_has_one_fate(int seed)
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        using var disk = seed % 2 == 0 ? folder.Open() : null;
        var random = new Random(seed);
        var refused = 0;
        var rejected = 0;
        var receiver = new Receiver((_, _) =>
        {
            int draw;
            lock (random)
                draw = random.Next(10);
            switch (draw)
            {
                case 0:
                    Interlocked.Increment(ref refused);
                    return new(SendOutcome.Refused, "no");
                case 1:
                    Interlocked.Increment(ref rejected);
                    return new(SendOutcome.Delivered, "one", Rejected: 1);
                case < 5:
                    return Away;
                case 5:
                    throw new InvalidOperationException();
                default:
                    return SendResult.Delivered;
            }
        });
        var queue = Queue(receiver, Settings with { MaxConcurrency = 1 + (seed % 3) }, disk?.Queue(DiskFolder.Traces));
        const int Count = 400;
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) => await queue.TakeAsync(Receiver.Parcel(i, length: 20 + (i % 300), items: 2), default));

        await queue.FlushAsync(default).WaitAsync(Bound);

        var poisoned = queue.Counts.Dropped(DropReason.ExportTimedOut);
        Assert.Equal(2 * refused, queue.Counts.Dropped(DropReason.Refused));
        Assert.Equal(rejected, queue.Counts.Dropped(DropReason.Rejected));
        Assert.Equal((2 * Count) - (2 * refused) - rejected - poisoned, queue.Counts.Exported);
        Assert.Equal(receiver.Taken.Count, receiver.Taken.Distinct().Count());
        Assert.Equal((0, 0), (queue.Waiting, queue.WaitingBytes));
        await queue.ShutdownAsync(default).WaitAsync(Bound);
    }

    private static DeliveryQueue Queue(Receiver receiver, DeliverySettings? settings = null, DiskQueue? disk = null) =>
        new([receiver], settings ?? Settings, new ExportCounts(), disk);
}
