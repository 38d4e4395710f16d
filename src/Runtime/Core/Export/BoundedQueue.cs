using System.Numerics;
using System.Runtime.InteropServices;

namespace Instrumentation.Export;

/// <summary>A queue of limited length that many threads fill without a lock, and one empties.</summary>
/// <typeparam name="T">What waits in it.</typeparam>
internal sealed class BoundedQueue<T>
    where T : class
{
    // Set in the tail once the queue is closed: whoever is putting something in at that moment finds another tail, and no room.
    private const long Closed = 1L << 62;

    private readonly Slot[] _slots;
    private readonly int _mask;
    private QueuePositions _positions;

    /// <summary>An empty queue.</summary>
    /// <param name="capacity">How many it holds.</param>
    public BoundedQueue(int capacity)
    {
        Capacity = capacity;
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)capacity)];
        _mask = _slots.Length - 1;
    }

    public int Capacity { get; }

    /// <summary>How many have been put in, from the beginning on.</summary>
    public long Tail => Volatile.Read(ref _positions.Tail) & ~Closed;

    /// <summary>Whether nothing can be put in any more.</summary>
    public bool IsClosed => (Volatile.Read(ref _positions.Tail) & Closed) != 0;

    /// <summary>How many have been taken out, from the beginning on.</summary>
    public long Head => Volatile.Read(ref _positions.Head);

    /// <summary>How many wait: exact for who empties it, about right for others.</summary>
    public int Count => (int)Math.Max(0, Tail - Head);

    /// <summary>Puts it in.</summary>
    /// <param name="item">What waits.</param>
    /// <param name="waiting">How many wait with it.</param>
    /// <returns>Whether there was room.</returns>
    public bool TryEnqueue(T item, out int waiting)
    {
        while (true)
        {
            var tail = Volatile.Read(ref _positions.Tail);
            waiting = (int)Math.Min(tail - Head, Capacity) + 1;
            if (waiting > Capacity)
                return false;

            if (Interlocked.CompareExchange(ref _positions.Tail, tail + 1, tail) == tail)
            {
                Volatile.Write(ref _slots[tail & _mask].Item, item);
                return true;
            }
        }
    }

    /// <summary>Lets nothing in any more. What is in it can still be taken out.</summary>
    public void Close() => Interlocked.Or(ref _positions.Tail, Closed);

    /// <summary>Takes the oldest out. One thread at a time may.</summary>
    /// <param name="items">Where to; so many must wait. Their places are free once all have been taken.</param>
    public void Dequeue(Span<T> items)
    {
        var head = _positions.Head;
        var spin = default(SpinWait);
        for (var i = 0; i < items.Length; i++)
        {
            // One that is just being put in is there in a moment.
            ref var slot = ref _slots[(head + i) & _mask].Item;
            T? item;
            while ((item = Volatile.Read(ref slot)) is null)
                spin.SpinOnce();
            items[i] = item;
            slot = null;
        }

        // Those who fill the queue look at this for each item: written seldom, it stays in their caches.
        Volatile.Write(ref _positions.Head, head + items.Length);
    }

    // An array of references would check the type of each that is put in.
    private struct Slot
    {
        public T? Item;
    }
}

/// <summary>Where a queue is filled and emptied, each on a line of the cache by itself: who empties it does not slow down those who fill it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct QueuePositions
{
    [FieldOffset(128)]
    public long Tail;

    [FieldOffset(256)]
    public long Head;
}
