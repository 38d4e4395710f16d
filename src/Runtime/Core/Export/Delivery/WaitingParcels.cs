using System.Diagnostics.CodeAnalysis;

namespace Instrumentation.Export.Delivery;

/// <summary>What waits in a delivery queue, in order, with the room that there is in memory. From any thread.</summary>
/// <param name="maxBytes">How many bytes there is room for; one parcel has room, however large.</param>
[SuppressMessage("Design", "CA1001", Justification = "Nothing waits for the semaphore once it is closed.")]
internal sealed class WaitingParcels(long maxBytes)
{
    private readonly LinkedList<QueuedParcel> _parcels = new();
    private readonly List<FlushPoint> _flushes = [];
    private readonly SemaphoreSlim _wake = new(0);
    private TaskCompletionSource _room = NewRoom();
    private long _bytes;
    private long _items;
    private long _taken;
    private int _own;
    private bool _isClosed;

    /// <summary>How many spans or points have not arrived yet, those on their way included.</summary>
    public long Items => Interlocked.Read(ref _items);

    /// <summary>How many bytes of them are in memory.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Whether nothing is waited for any more: who finds nothing is done.</summary>
    public bool IsClosed => Volatile.Read(ref _isClosed);

    /// <summary>Takes room in memory, if there is any. It is given back when the parcel is settled.</summary>
    public bool TryReserve(int length)
    {
        lock (_parcels)
        {
            if (_bytes > 0 && _bytes + length > maxBytes)
                return false;

            _bytes += length;
            return true;
        }
    }

    /// <summary>Waits until there is room in memory, and takes it.</summary>
    /// <returns>False where it was told to end before.</returns>
    public async Task<bool> ReserveAsync(int length, CancellationToken end)
    {
        while (true)
        {
            var room = Volatile.Read(ref _room).Task;
            if (TryReserve(length))
                return true;

            await room.WaitAsync(end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (end.IsCancellationRequested)
                return false;
        }
    }

    /// <summary>Adds a new one at the end.</summary>
    public void Add(QueuedParcel parcel)
    {
        lock (_parcels)
        {
            parcel.Number = ++_taken;
            _parcels.AddLast(parcel);
            _items += parcel.Items;
            _own += parcel.IsRecovered ? 0 : 1;
        }

        _wake.Release();
    }

    /// <summary>Puts one back that was taken out: to the front, or behind all others.</summary>
    public void PutBack(QueuedParcel parcel, bool first)
    {
        lock (_parcels)
        {
            if (first)
                _parcels.AddFirst(parcel);
            else
                _parcels.AddLast(parcel);
        }

        _wake.Release();
    }

    /// <summary>Takes the first out, as soon as there is one.</summary>
    /// <returns>Null where there is none, and it is closed.</returns>
    /// <exception cref="OperationCanceledException">It was told to end.</exception>
    public async Task<QueuedParcel?> NextAsync(CancellationToken end)
    {
        while (true)
        {
            lock (_parcels)
            {
                if (_parcels.First is { } first)
                {
                    _parcels.Remove(first);
                    return first.Value;
                }

                if (_isClosed)
                    return null;
            }

            await _wake.WaitAsync(end).ConfigureAwait(false);
        }
    }

    /// <summary>Says of one that was taken out that it no longer waits, whatever became of it, and gives its memory back.</summary>
    public void Settle(QueuedParcel parcel)
    {
        lock (_parcels)
        {
            _items -= parcel.Items;
            _bytes -= parcel.Parcel?.Length ?? 0;
            if (!parcel.IsRecovered)
            {
                _own--;
                foreach (var flush in _flushes)
                    flush.SetLeft(parcel.Number);
            }
        }

        parcel.Parcel?.Release();
        Interlocked.Exchange(ref _room, NewRoom()).SetResult();
    }

    /// <summary>Waits until all that was added before is settled, but for what earlier processes left.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        FlushPoint flush;
        lock (_parcels)
        {
            if (_own == 0)
                return;

            _flushes.Add(flush = new FlushPoint(_taken, _own));
        }

        try
        {
            await flush.Reached.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (_parcels)
                _flushes.Remove(flush);
        }
    }

    /// <summary>From now on nothing is waited for.</summary>
    /// <param name="waiters">How many may be waiting.</param>
    public void Close(int waiters)
    {
        lock (_parcels)
            _isClosed = true;
        _wake.Release(waiters);
    }

    /// <summary>Whether another was added after this one.</summary>
    public bool HasNewer(QueuedParcel parcel)
    {
        lock (_parcels)
            return _taken > parcel.Number;
    }

    /// <summary>Takes out all that wait at this moment.</summary>
    public IReadOnlyList<QueuedParcel> TakeRest()
    {
        lock (_parcels)
        {
            QueuedParcel[] rest = [.. _parcels];
            _parcels.Clear();
            return rest;
        }
    }

    private static TaskCompletionSource NewRoom() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
