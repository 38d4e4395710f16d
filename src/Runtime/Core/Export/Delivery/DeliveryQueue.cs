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

    private static readonly TimeSpan DiskPause = TimeSpan.FromSeconds(1);

    private readonly Route<Parcel> _route;
    private readonly IReadOnlyList<IDestination<Parcel>> _destinations;
    private readonly DeliverySettings _settings;
    private readonly DiskQueue? _disk;
    private readonly TimeProvider _time;
    private readonly LinkedList<QueuedParcel> _waiting = new();
    private readonly List<FlushPoint> _flushes = [];
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Lazy<Task> _running;
    private TaskCompletionSource _room = NewRoom();
    private long _bytes;
    private long _items;
    private long _taken;
    private int _own;
    private int _inFlight;
    private int _failuresAtEnd;
    private bool _isClosed;

    /// <param name="destinations">Where to, the preferred one first. The queue disposes them at its end.</param>
    /// <param name="settings">How much, and how fast.</param>
    /// <param name="counts">Count what becomes of parcels.</param>
    /// <param name="disk">Keeps parcels until they have arrived; null where memory alone does.</param>
    /// <param name="time">The clock.</param>
    public DeliveryQueue(
        IReadOnlyList<IDestination<Parcel>> destinations, DeliverySettings settings, ExportCounts counts, DiskQueue? disk, TimeProvider? time = null)
    {
        Counts = counts;
        _destinations = destinations;
        _settings = settings;
        _disk = disk;
        _time = time ?? TimeProvider.System;
        _route = new Route<Parcel>(destinations, settings.Timeout, settings.Backoff, _time, OnTried);
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
    public long Waiting => Interlocked.Read(ref _items);

    /// <summary>How many bytes wait in memory.</summary>
    public long WaitingBytes => Interlocked.Read(ref _bytes);

    /// <summary>Takes a parcel, and answers for it from then on. Where it is not on disk, waits until there is room.</summary>
    /// <param name="parcel">The parcel; it is the queue's from now on.</param>
    /// <param name="end">Says that there is no more time: a parcel that waits for room is dropped then, and counted.</param>
    public async Task TakeAsync(Parcel parcel, CancellationToken end)
    {
        var stored = _disk?.Append(parcel);
        var isInMemory = TryReserve(parcel.Length);
        if (!isInMemory && stored is null)
            isInMemory = await ReserveAsync(parcel.Length, end).ConfigureAwait(false);

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
    public async Task FlushAsync(CancellationToken cancellation)
    {
        FlushPoint flush;
        lock (_waiting)
        {
            if (_own == 0)
                return;

            _flushes.Add(flush = new FlushPoint(_taken, _own));
        }

        _route.Hurry();
        try
        {
            await flush.Reached.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (_waiting)
                _flushes.Remove(flush);
        }
    }

    /// <summary>
    /// Sends what is left until the time is over, or the receiver does not take it: what is on disk stays there, what is in memory alone is tried once more
    /// and then dropped, and counted.
    /// </summary>
    public async Task ShutdownAsync(CancellationToken cancellation)
    {
        lock (_waiting)
            _isClosed = true;
        _route.Hurry();
        _wake.Release(_settings.MaxConcurrency);
        using (cancellation.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).Cancel(), _ending))
            await _running.Value.ConfigureAwait(false);

        foreach (var left in _waiting)
        {
            if (left.Stored is null)
                Counts.AddDropped(DropReason.ShutDown, left.Items);
            left.Parcel?.Release();
        }

        foreach (var destination in _destinations)
            await ExporterEnd.DisposeAsync(destination).ConfigureAwait(false);
    }

    private static TaskCompletionSource NewRoom() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool TryReserve(int length)
    {
        lock (_waiting)
        {
            if (_bytes > 0 && _bytes + length > _settings.MaxQueueBytes)
                return false;

            _bytes += length;
            return true;
        }
    }

    private async Task<bool> ReserveAsync(int length, CancellationToken end)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end, _ending.Token);
        while (true)
        {
            var room = Volatile.Read(ref _room).Task;
            if (TryReserve(length))
                return true;

            await room.WaitAsync(over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested)
                return false;
        }
    }

    private void Add(QueuedParcel entry)
    {
        lock (_waiting)
        {
            entry.Number = ++_taken;
            _waiting.AddLast(entry);
            _items += entry.Items;
            _own += entry.IsRecovered ? 0 : 1;
        }

        _wake.Release();
        _ = _running.Value;
    }

    private async Task RunAsync()
    {
        try
        {
            while (await NextAsync().ConfigureAwait(false) is { } entry)
            {
                if (!await DeliverAsync(entry).ConfigureAwait(false))
                    return;
            }
        }
        catch (OperationCanceledException)
        {
            // The end; what it had is among what waits again.
        }
    }

    private async Task<QueuedParcel?> NextAsync()
    {
        while (true)
        {
            lock (_waiting)
            {
                if (_waiting.First is { } first)
                {
                    _waiting.Remove(first);
                    return first.Value;
                }

                if (_isClosed)
                    return null;
            }

            await _wake.WaitAsync(_ending.Token).ConfigureAwait(false);
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
        var isAtEnd = Volatile.Read(ref _isClosed);
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
                PutBack(entry, first: true);
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
            Settle(entry);
            return true;
        }

        PutBack(entry, first: false);
        if (Volatile.Read(ref _isClosed))
            return false;
        await Task.Delay(DiskPause, _time, _ending.Token).ConfigureAwait(false);
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

        Settle(entry);
    }

    private void Drop(QueuedParcel entry, DropReason reason, string message)
    {
        if (entry.Stored is null || _disk!.Complete(entry.Stored))
            Counts.AddDropped(reason, entry.Items);
        Counts.Fail(message);
        Faults.Warn($"{_destinations[0].Name}: {message}; what was in it is lost.");
        Settle(entry);
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

        PutBack(entry, first: !entry.LetsOthersGoFirst);
        if (!Volatile.Read(ref _isClosed))
            return true;

        // One that began before the end says nothing of how things stand at the end.
        if (!isAtEnd)
            _route.Hurry();
        return entry.Stored is null && (!isAtEnd || ++_failuresAtEnd < MaxFailuresAtEnd);
    }

    private void PutBack(QueuedParcel entry, bool first)
    {
        lock (_waiting)
        {
            if (first)
                _waiting.AddFirst(entry);
            else
                _waiting.AddLast(entry);
        }

        _wake.Release();
    }

    // It no longer waits, whatever became of it.
    private void Settle(QueuedParcel entry)
    {
        lock (_waiting)
        {
            _items -= entry.Items;
            _bytes -= entry.Parcel?.Length ?? 0;
            if (!entry.IsRecovered)
            {
                _own--;
                foreach (var flush in _flushes)
                    flush.SetLeft(entry.Number);
            }
        }

        entry.Parcel?.Release();
        Interlocked.Exchange(ref _room, NewRoom()).SetResult();
    }

    private void OnTried(Parcel parcel, TimeSpan duration, SendResult result) => OnSent?.Invoke(duration, result.Outcome switch
    {
        SendOutcome.Delivered => null,
        SendOutcome.Refused => DropReason.Refused,
        SendOutcome.Unanswered => DropReason.ExportTimedOut,
        _ => DropReason.ExportFailed,
    });
}
