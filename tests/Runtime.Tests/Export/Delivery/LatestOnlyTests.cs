using System.Diagnostics.CodeAnalysis;
using Instrumentation.Diagnostics;
using Instrumentation.Export.Delivery;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Export.Delivery;

/// <summary>Where each parcel replaces those before it, the last one arrives, and those that waited are counted as what they are.</summary>
[Collection(ProcessWide.Name)]
[SuppressMessage("Reliability", "CA2000", Justification = "Receivers hold nothing, and queues dispose them.")]
public sealed class LatestOnlyTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private static readonly DeliverySettings Settings =
        new(long.MaxValue, 1, Bound, new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2)), LatestOnly: true);

    [Fact]
    public async Task While_the_receiver_is_away_the_last_alone_waits()
    {
        using var surroundings = new Surroundings();
        var isAway = true;
        var receiver = new Receiver((_, _) => Volatile.Read(ref isAway) ? new(SendOutcome.TryAgain, "away") : SendResult.Delivered);
        var queue = new DeliveryQueue([receiver], Settings, new ExportCounts(), disk: null);
        for (var i = 1; i <= 10; i++)
        {
            await queue.TakeAsync(Receiver.Parcel(i, items: 2), default).WaitAsync(Bound);
            Assert.True(SpinWait.SpinUntil(() => receiver.Shown.LastOrDefault() == i, Bound));
        }

        Assert.True(SpinWait.SpinUntil(() => queue.Waiting == 2, Bound));
        Volatile.Write(ref isAway, false);
        await queue.FlushAsync(default).WaitAsync(Bound);

        Assert.Equal([10], receiver.Taken);
        var health = queue.Counts.ToHealth("");
        Assert.Equal((2, 18, 0), (health.Exported, health.Superseded, health.Dropped.Count));
        Assert.Equal((0, 0), (queue.Waiting, queue.WaitingBytes));
        await queue.ShutdownAsync(default).WaitAsync(Bound);
    }

    [Fact]
    public async Task One_that_is_on_its_way_ends_and_those_that_wait_behind_it_give_way()
    {
        using var surroundings = new Surroundings();
        var gate = new TaskCompletionSource();
        var receiver = Receiver.Willing();
        receiver.Gate = _ => gate.Task;
        var queue = new DeliveryQueue([receiver], Settings, new ExportCounts(), disk: null);
        await queue.TakeAsync(Receiver.Parcel(1), default).WaitAsync(Bound);
        Assert.True(SpinWait.SpinUntil(() => receiver.Attempts == 1, Bound));
        await queue.TakeAsync(Receiver.Parcel(2), default).WaitAsync(Bound);
        await queue.TakeAsync(Receiver.Parcel(3), default).WaitAsync(Bound);
        Assert.Equal(2, queue.Waiting);

        gate.SetResult();
        await queue.ShutdownAsync(default).WaitAsync(Bound);

        Assert.Equal([1, 3], receiver.Taken);
        Assert.Equal((2, 1), (queue.Counts.Exported, queue.Counts.ToHealth("").Superseded));
    }
}
