using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Instrumentation.Export.Delivery;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Export.Delivery;

/// <summary>When which destination is tried.</summary>
[Collection(ProcessWide.Name)]
[SuppressMessage("Reliability", "CA2000", Justification = "Receivers hold nothing, and queues dispose them.")]
public sealed class RouteTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);
    private static readonly Backoff Short = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5));
    private static readonly Backoff Long = new(Never, Never);
    private static readonly SendResult Away = new(SendOutcome.TryAgain, "away");

    [Fact]
    public async Task A_destination_that_fails_is_left_alone_until_its_time_has_come()
    {
        using var surroundings = new Surroundings();
        var receiver = new Receiver((_, attempt) => attempt == 0 ? Away : SendResult.Delivered);
        var route = Route(Long, receiver);
        Assert.Equal(SendOutcome.TryAgain, (await route.TryAsync(Receiver.Parcel(1), default)).Outcome);

        var second = route.TryAsync(Receiver.Parcel(1), default);
        Assert.Equal((false, 1), (second.IsCompleted, receiver.Attempts));
        route.Hurry();

        Assert.Equal(SendOutcome.Delivered, (await second.WaitAsync(Bound)).Outcome);
        Assert.Equal("instrumentation: receiver did not take telemetry, which waits until it does: away\n", surroundings.Told);
    }

    [Fact]
    public async Task It_is_tried_again_by_itself()
    {
        var receiver = new Receiver((_, attempt) => attempt < 4 ? Away : SendResult.Delivered);
        var route = Route(Short, receiver);
        var outcomes = new List<SendOutcome>();
        for (var i = 0; i < 5; i++)
            outcomes.Add((await route.TryAsync(Receiver.Parcel(1), default).WaitAsync(Bound)).Outcome);

        Assert.Equal([.. Enumerable.Repeat(SendOutcome.TryAgain, 4), SendOutcome.Delivered], outcomes);
        Assert.Equal(1, route.Deliveries);
    }

    [Fact]
    public async Task Who_asks_to_be_left_alone_is_for_as_long_and_nobody_hurries_him()
    {
        var pause = TimeSpan.FromMilliseconds(300);
        var receiver = new Receiver((_, attempt) => attempt == 0 ? Away with { RetryAfter = pause } : SendResult.Delivered);
        var route = Route(Short, receiver);
        await route.TryAsync(Receiver.Parcel(1), default);
        var started = Stopwatch.GetTimestamp();

        var second = route.TryAsync(Receiver.Parcel(1), default);
        route.Hurry();
        await second.WaitAsync(Bound);

        Assert.True(Stopwatch.GetElapsedTime(started) >= pause - TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task One_attempt_alone_shows_whether_a_destination_is_back()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var receiver = new Receiver((_, attempt) => attempt == 0 ? Away : SendResult.Delivered);
        var route = Route(Short, receiver);
        await route.TryAsync(Receiver.Parcel(1), default);
        receiver.Gate = _ => gate.Task;

        Task<SendResult>[] all = [.. Enumerable.Range(0, 5).Select(i => route.TryAsync(Receiver.Parcel(i), default))];
        Assert.True(SpinWait.SpinUntil(() => receiver.Attempts == 2, Bound));
        Assert.All(all, static attempt => Assert.False(attempt.IsCompleted));
        Assert.Equal(2, receiver.Attempts);
        gate.SetResult();

        await Task.WhenAll(all).WaitAsync(Bound);
        Assert.Equal(5, receiver.Taken.Count);
    }

    [Fact]
    public async Task Failures_at_the_same_time_count_as_one()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var receiver = new Receiver((_, attempt) => attempt < 8 ? Away : SendResult.Delivered) { Gate = _ => gate.Task };

        // Eight failures in a row would have it left alone for minutes.
        var route = Route(new(TimeSpan.FromMilliseconds(1), Never), receiver);
        Task<SendResult>[] all = [.. Enumerable.Range(0, 8).Select(i => route.TryAsync(Receiver.Parcel(i), default))];
        gate.SetResult();
        await Task.WhenAll(all).WaitAsync(Bound);

        Assert.Equal(SendOutcome.Delivered, (await route.TryAsync(Receiver.Parcel(9), default).WaitAsync(Bound)).Outcome);
    }

    [Fact]
    public async Task A_backup_takes_over_and_gives_back()
    {
        var isAway = true;
        var first = new Receiver((_, _) => isAway ? Away : SendResult.Delivered);
        var backup = Receiver.Willing();
        var route = Route(Long, first, backup);

        Assert.Equal(SendOutcome.TryAgain, (await route.TryAsync(Receiver.Parcel(1), default)).Outcome);
        await route.TryAsync(Receiver.Parcel(1), default).WaitAsync(Bound);
        await route.TryAsync(Receiver.Parcel(2), default).WaitAsync(Bound);
        isAway = false;
        route.Hurry();
        await route.TryAsync(Receiver.Parcel(3), default).WaitAsync(Bound);
        await route.TryAsync(Receiver.Parcel(4), default).WaitAsync(Bound);

        Assert.Equal([1, 2], backup.Taken);
        Assert.Equal([3, 4], first.Taken);
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_told_to_end_and_counts_as_unanswered()
    {
        var receiver = new Receiver(static (_, _) => SendResult.Delivered) { Gate = static end => Task.Delay(Never, end) };
        var route = new Route([receiver], TimeSpan.FromMilliseconds(20), Short, TimeProvider.System, static (_, _) => { });

        var result = await route.TryAsync(Receiver.Parcel(1), default).WaitAsync(Bound);

        Assert.Equal(new(SendOutcome.Unanswered, "there was no answer within 0.02 s"), result);
    }

    [Fact]
    public async Task One_that_throws_is_told_of_and_tried_again()
    {
        using var surroundings = new Surroundings();
        var receiver = new Receiver(static (_, attempt) => attempt == 0 ? throw new InvalidOperationException("secret") : SendResult.Delivered);
        var route = Route(Short, receiver);

        Assert.Equal(SendOutcome.Unanswered, (await route.TryAsync(Receiver.Parcel(1), default)).Outcome);
        Assert.Equal(SendOutcome.Delivered, (await route.TryAsync(Receiver.Parcel(1), default).WaitAsync(Bound)).Outcome);
        Assert.DoesNotContain("secret", surroundings.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_is_heard_while_it_waits_and_while_it_tries_and_leaves_the_destination_to_others()
    {
        var receiver = new Receiver((_, attempt) => attempt == 0 ? Away : SendResult.Delivered);
        var route = Route(Long, receiver);
        await route.TryAsync(Receiver.Parcel(1), default);
        using var end = new CancellationTokenSource();
        var waiting = route.TryAsync(Receiver.Parcel(1), end.Token);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Bound));

        receiver.Gate = static over => Task.Delay(Never, over);
        using var other = new CancellationTokenSource();
        route.Hurry();
        var trying = route.TryAsync(Receiver.Parcel(1), other.Token);
        Assert.True(SpinWait.SpinUntil(() => receiver.Attempts == 2, Bound));
        await other.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trying.WaitAsync(Bound));

        receiver.Gate = null;
        Assert.Equal(SendOutcome.Delivered, (await route.TryAsync(Receiver.Parcel(1), default).WaitAsync(Bound)).Outcome);
    }

    [Fact]
    public void Pauses_grow_to_their_limit_and_are_spread()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        foreach (var (failures, most) in new[] { (1, 1), (2, 2), (3, 4), (5, 16), (6, 30), (60, 30), (5_000, 30) })
        {
            var pauses = Enumerable.Range(0, 200).Select(_ => backoff.After(failures).TotalSeconds).ToList();
            Assert.All(pauses, pause => Assert.InRange(pause, most * 0.5, most));
            Assert.True(pauses.Max() - pauses.Min() > most * 0.2);
        }
    }

    private static Route Route(Backoff backoff, params Receiver[] receivers) =>
        new(receivers, Bound, backoff, TimeProvider.System, static (_, _) => { });
}
