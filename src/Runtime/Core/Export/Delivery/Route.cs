using System.Diagnostics;
using Instrumentation.Diagnostics;

namespace Instrumentation.Export.Delivery;

/// <summary>
/// The way to a receiver: one destination, or several in order of preference, of which each takes over while those before it can't be reached. A
/// destination that fails is left alone for a while, and then tried once.
/// </summary>
internal sealed class Route
{
    private readonly Stop[] _stops;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly Action<TimeSpan, SendResult> _onTried;
    private TaskCompletionSource _changed = NewChange();
    private long _deliveries;

    /// <param name="destinations">Where to, the preferred one first. Who made them disposes them.</param>
    /// <param name="timeout">How long one attempt may take.</param>
    /// <param name="backoff">How long a destination is left alone.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onTried">Is told of each attempt: how long it took, and what became of it.</param>
    public Route(
        IEnumerable<IDestination> destinations, TimeSpan timeout, Backoff backoff, TimeProvider time, Action<TimeSpan, SendResult> onTried)
    {
        _stops = [.. destinations.Select(destination => new Stop(destination, new Circuit(backoff, time)))];
        _timeout = timeout;
        _time = time;
        _onTried = onTried;
    }

    /// <summary>How many times something has arrived.</summary>
    public long Deliveries => Interlocked.Read(ref _deliveries);

    /// <summary>Waits until a destination may be tried, and tries it once.</summary>
    /// <returns>What became of it; an attempt that took too long is unanswered.</returns>
    /// <exception cref="OperationCanceledException">It was told to end before there was a result.</exception>
    public async Task<SendResult> TryAsync(Parcel parcel, CancellationToken end)
    {
        while (true)
        {
            end.ThrowIfCancellationRequested();
            var changed = Volatile.Read(ref _changed).Task;
            if (Choose(out var epoch, out var wait) is { } stop)
                return await TryAsync(stop, epoch, parcel, end).ConfigureAwait(false);

            using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
            await Task.WhenAny(changed, Task.Delay(wait, _time, over.Token)).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Has each destination tried at once, unless it has itself said for how long it wants to be left alone.</summary>
    public void Hurry()
    {
        lock (_stops)
        {
            foreach (var stop in _stops)
                stop.Circuit.Hurry();
        }

        Change();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Change() => Interlocked.Exchange(ref _changed, NewChange()).SetResult();

    // The first that may be tried; or for how long none may.
    private Stop? Choose(out int epoch, out TimeSpan wait)
    {
        wait = Timeout.InfiniteTimeSpan;
        epoch = 0;
        lock (_stops)
        {
            foreach (var stop in _stops)
            {
                if (stop.Circuit.TryPass(out epoch) is not { } left)
                    return stop;
                if (wait == Timeout.InfiniteTimeSpan || (left != Timeout.InfiniteTimeSpan && left < wait))
                    wait = left;
            }
        }

        return null;
    }

    private async Task<SendResult> TryAsync(Stop stop, int epoch, Parcel parcel, CancellationToken end)
    {
        SendResult? result = null;
        var started = Stopwatch.GetTimestamp();
        try
        {
            var answer = await SendAsync(stop.Destination, parcel, end).ConfigureAwait(false);
            result = answer;
            return answer;
        }
        finally
        {
            Learn(stop, epoch, result);
            Change();
            if (result is { } known)
                _onTried(Stopwatch.GetElapsedTime(started), known);
        }
    }

    private void Learn(Stop stop, int epoch, SendResult? result)
    {
        lock (_stops)
        {
            var wasClosed = stop.Circuit.IsClosed;
            switch (result?.Outcome)
            {
                case null:
                    stop.Circuit.Abandon(epoch);
                    return;
                case SendOutcome.Delivered:
                    Interlocked.Increment(ref _deliveries);
                    stop.Circuit.Succeed();
                    break;
                case SendOutcome.Refused:
                    stop.Circuit.Succeed();
                    break;
                default:
                    stop.Circuit.Fail(epoch, result.Value.RetryAfter);
                    break;
            }

            if (wasClosed && !stop.Circuit.IsClosed)
                Faults.Warn($"{stop.Destination.Name} did not take telemetry, which waits until it does: {result.Value.Message ?? "no reason was given"}");
        }
    }

    private async Task<SendResult> SendAsync(IDestination destination, Parcel parcel, CancellationToken end)
    {
        using var late = new CancellationTokenSource(_timeout, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end, late.Token);
        try
        {
            return await destination.SendAsync(parcel, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            end.ThrowIfCancellationRequested();
            return new(SendOutcome.Unanswered, FormattableString.Invariant($"there was no answer within {_timeout.TotalSeconds:0.###} s"));
        }
        catch (Exception fault)
        {
            Faults.Report($"sending to {destination.Name}", fault);
            return new(SendOutcome.Unanswered, $"sending threw {fault.GetType()}");
        }
    }

    private sealed record Stop(IDestination Destination, Circuit Circuit);
}
