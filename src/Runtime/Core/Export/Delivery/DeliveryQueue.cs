using System.Diagnostics.CodeAnalysis;
using Instrumentation.Diagnostics;
using Instrumentation.Export.Delivery.Disk;

namespace Instrumentation.Export.Delivery;

/// <summary>
/// What waits for one receiver, in memory and on disk, and its way there. A parcel that was taken leaves when it has arrived, when the receiver refuses it
/// for good, or at the end; as long as the receiver can't be reached it waits, and who brings more waits for room.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Shutting it down is its end; nothing waits for what it owns then.")]
internal sealed class DeliveryQueue
{
    // At the end what has not been taken so often in a row is left: a program whose receiver is away does not stay for it.
    private const int MaxFailuresAtEnd = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Route _route;
    private readonly IReadOnlyList<IDestination> _destinations;
    private readonly DeliverySettings _settings;
    private readonly DiskQueue? _disk;
    private readonly TimeProvider _time;
    private readonly WaitingParcels _waiting;
    private readonly CancellationTokenSource _ending = new();
    private readonly Lazy<Task> _running;
    private int _inFlight;
    private int _failuresAtEnd;

    /// <param name="destinations">Where to, the preferred one first. The queue disposes them at its end.</param>
    /// <param name="settings">How much, and how fast.</param>
    /// <param name="counts">Count what becomes of parcels.</param>
    /// <param name="disk">Keeps parcels until they have arrived; null where memory alone does.</param>
    /// <param name="time">The clock.</param>
    public DeliveryQueue(
        IReadOnlyList<IDestination> destinations, DeliverySettings settings, ExportCounts counts, DiskQueue? disk, TimeProvider? time = null)
    {
        Counts = counts;
        _destinations = destinations;
        _settings = settings;
        _waiting = new WaitingParcels(settings.MaxQueueBytes);
        _disk = disk;
        _time = time ?? TimeProvider.System;
        _route = new Route(destinations, settings.Timeout, settings.Backoff, _time, OnTried);
        _running = new(() => Task.WhenAll(Enumerable.Range(0, settings.MaxConcurrency).Select(_ => Background.Run(RunAsync))));
        foreach (var stored in disk?.Recovered ?? [])
            Add(new QueuedParcel(null, stored, isRecovered: true));
    }

    public ExportCounts Counts { get; }

    /// <summary>Is told of each attempt: how long it took, and why it failed.</summary>
    public Action<TimeSpan, DropReason?>? OnSent { get; set; }

    /// <summary>How many spans or points are being sent at this moment.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>How many spans or points have not arrived yet, on disk or in memory.</summary>
    public long Waiting => _waiting.Items;

    /// <summary>How many bytes wait in memory.</summary>
    public long WaitingBytes => _waiting.Bytes;

    /// <summary>Takes a parcel, and answers for it from then on. Where it is not on disk, waits until there is room.</summary>
    /// <param name="parcel">The parcel; it is the queue's from now on.</param>
    /// <param name="end">Says that there is no more time: a parcel that waits for room is dropped then, and counted.</param>
    public async Task TakeAsync(Parcel parcel, CancellationToken end)
    {
        var stored = _disk?.Append(parcel);
        var isInMemory = _waiting.TryReserve(parcel.Length) || (stored is null && await ReserveAsync(parcel.Length, end).ConfigureAwait(false));
        if (isInMemory)
        {
            Add(new QueuedParcel(parcel, stored, isRecovered: false));
            return;
        }

        var (items, kept) = (parcel.Items, stored);
        parcel.Release();
        if (kept is not null)
            Add(new QueuedParcel(null, kept, isRecovered: false));
        else
            Counts.AddDropped(DropReason.ShutDown, items);
    }

    /// <summary>Waits until all that was taken before has arrived, or is lost. What earlier processes left is not waited for.</summary>
    public Task FlushAsync(CancellationToken cancellation)
    {
        var flush = _waiting.FlushAsync(cancellation);
        if (!flush.IsCompleted)
            _route.Hurry();
        return flush;
    }

    /// <summary>
    /// Sends what is left until the time is over, or the receiver does not take it: what is on disk stays there, what is in memory alone is tried once more
    /// and then dropped, and counted.
    /// </summary>
    public async Task ShutdownAsync(CancellationToken cancellation)
    {
        _waiting.Close(_settings.MaxConcurrency);
        _route.Hurry();
        using (cancellation.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).Cancel(), _ending))
            await _running.Value.ConfigureAwait(false);

        foreach (var left in _waiting.TakeRest())
        {
            if (left.Stored is null)
                Counts.AddDropped(DropReason.ShutDown, left.Items);
            left.Parcel?.Release();
        }

        foreach (var destination in _destinations)
            await ExporterEnd.DisposeAsync(destination).ConfigureAwait(false);
    }

    private async Task<bool> ReserveAsync(int length, CancellationToken end)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end, _ending.Token);
        return await _waiting.ReserveAsync(length, over.Token).ConfigureAwait(false);
    }

    private void Add(QueuedParcel entry)
    {
        _waiting.Add(entry);
        _ = _running.Value;
    }

    private async Task RunAsync()
    {
        while (!await DeliverAllAsync().ConfigureAwait(false))
            await Task.Delay(Pause, _time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Delivers until the end.</summary>
    /// <returns>False where something is wrong here, which must not be the end of delivery.</returns>
    private async Task<bool> DeliverAllAsync()
    {
        try
        {
            while (await _waiting.NextAsync(_ending.Token).ConfigureAwait(false) is { } entry)
            {
                if (!await DeliverAsync(entry).ConfigureAwait(false))
                    break;
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            // What it had is among what waits again.
            return true;
        }
        catch (Exception fault)
        {
            Faults.Report("delivering telemetry", fault);
            return false;
        }
    }

    /// <summary>Tries once to deliver it.</summary>
    /// <returns>Whether to go on.</returns>
    private async Task<bool> DeliverAsync(QueuedParcel entry)
    {
        var parcel = entry.Parcel ?? _disk!.Read(entry.Stored!);
        if (parcel is null)
            return await SkipAsync(entry).ConfigureAwait(false);

        SendResult? result = null;
        var isAtEnd = _waiting.IsClosed;
        Interlocked.Add(ref _inFlight, entry.Items);
        try
        {
            var answer = await _route.TryAsync(parcel, _ending.Token).ConfigureAwait(false);
            result = answer;
        }
        finally
        {
            Interlocked.Add(ref _inFlight, -entry.Items);
            if (entry.Parcel is null)
                parcel.Release();
            if (result is null)
                _waiting.PutBack(entry, first: true);
        }

        switch (result.Value.Outcome)
        {
            case SendOutcome.Delivered:
                SetDelivered(entry, result.Value);
                return true;
            case SendOutcome.Refused:
                Drop(entry, DropReason.Refused, $"a request was refused: {result.Value.Message}");
                return true;
            default:
                return TryAgainLater(entry, result.Value, isAtEnd);
        }
    }

    // On disk, and not to be had: given up by the disk, which has told of it, or not to be read for now.
    private async Task<bool> SkipAsync(QueuedParcel entry)
    {
        if (entry.Stored!.IsGivenUp)
        {
            _waiting.Settle(entry);
            return true;
        }

        _waiting.PutBack(entry, first: false);
        if (_waiting.IsClosed)
            return false;
        await Task.Delay(Pause, _time, _ending.Token).ConfigureAwait(false);
        return true;
    }

    private void SetDelivered(QueuedParcel entry, SendResult result)
    {
        _failuresAtEnd = 0;
        // What was given up in the meantime has been counted as lost; it has arrived all the same.
        if (entry.Stored is null || _disk!.Complete(entry.Stored))
        {
            var rejected = (int)Math.Clamp(result.Rejected, 0, entry.Items);
            Counts.AddExported(entry.Items - rejected);
            if (rejected > 0)
                Counts.AddDropped(DropReason.Rejected, rejected);
        }

        if (result.Rejected > 0 || result.Message is not null)
        {
            var message = $"the receiver took a request {(result.Rejected > 0 ? "in part" : "with a warning")}: {result.Message ?? "no reason was given"}";
            Counts.Fail(message);
            Faults.Warn($"{_destinations[0].Name}: {message}");
        }

        _waiting.Settle(entry);
    }

    private void Drop(QueuedParcel entry, DropReason reason, string message)
    {
        if (entry.Stored is null || _disk!.Complete(entry.Stored))
            Counts.AddDropped(reason, entry.Items);
        Counts.Fail(message);
        Faults.Warn($"{_destinations[0].Name}: {message}; what was in it is lost.");
        _waiting.Settle(entry);
    }

    private bool TryAgainLater(QueuedParcel entry, SendResult result, bool isAtEnd)
    {
        Counts.AddRetry();
        Counts.Fail(result.Message ?? "the receiver did not take a request");
        if (result.Outcome == SendOutcome.Unanswered)
            entry.SetUnanswered(_route.Deliveries);
        if (entry.IsUnbearable)
        {
            Drop(entry, DropReason.ExportTimedOut, "a request was never answered while others were");
            return true;
        }

        _waiting.PutBack(entry, first: !entry.LetsOthersGoFirst);
        if (!_waiting.IsClosed)
            return true;

        // One that began before the end says nothing of how things stand at the end.
        if (!isAtEnd)
            _route.Hurry();
        return entry.Stored is null && (!isAtEnd || ++_failuresAtEnd < MaxFailuresAtEnd);
    }

    private void OnTried(TimeSpan duration, SendResult result) => OnSent?.Invoke(duration, result.Outcome switch
    {
        SendOutcome.Delivered => null,
        SendOutcome.Refused => DropReason.Refused,
        SendOutcome.Unanswered => DropReason.ExportTimedOut,
        _ => DropReason.ExportFailed,
    });
}
