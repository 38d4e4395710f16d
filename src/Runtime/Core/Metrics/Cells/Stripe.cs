using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Instrumentation.Metrics.Cells;

/// <summary>
/// The cells of one thread. What one thread alone writes needs no lock and no interlocked instruction, so each thread that records leases a stripe,
/// and a total is the sum over all stripes. There are a few stripes for each processor, not one for each thread: a thread that finds none free
/// adds to <see cref="SharedCells"/>, and the stripe of a thread that has ended goes to the next one, with its totals.
/// </summary>
internal sealed class Stripe
{
    private const int TriesBetweenLeases = 1_024;

    // How many of them were ever leased; the rest have no cells to add up.
    private static int _used;

    [ThreadStatic]
    private static Stripe? _current;

    [ThreadStatic]
    private static int _triesLeft;

    private long[] _cells = [];
    private Thread? _owner;
    private long _visits;

    private Stripe(int index) => Index = index;

    /// <summary>Which one it is.</summary>
    public int Index { get; }

    /// <summary>The calling thread's stripe; null where all are leased.</summary>
    public static Stripe? Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _current ?? Lease();
    }

    /// <summary>All that were ever leased.</summary>
    public static ReadOnlySpan<Stripe> Used => Pool.All.AsSpan(0, Volatile.Read(ref _used));

    /// <summary>Changes when the thread goes to the points of a stream, and when it leaves them; odd in between.</summary>
    public long Visits => Volatile.Read(ref _visits);

    /// <summary>Adds to a whole number's cell, if the calling thread has one.</summary>
    /// <returns>Whether it has; never for a slot below 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd(int slot, long value)
    {
        // A 64-bit write is one write on a 64-bit processor only; elsewhere who adds up could see half of it.
        if (IntPtr.Size == 8 && _current is { } stripe)
        {
            var cells = stripe._cells;
            if ((uint)slot < (uint)cells.Length)
            {
                cells[slot] += value;
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds to a real number's cell, if the calling thread has one.</summary>
    /// <returns>Whether it has; never for a slot below 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd(int slot, double value)
    {
        if (IntPtr.Size == 8 && _current is { } stripe)
        {
            var cells = stripe._cells;
            if ((uint)slot < (uint)cells.Length)
            {
                ref var cell = ref cells[slot];
                cell = BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(cell) + value);
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds to a whole number's cell, wherever it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(int slot, long value)
    {
        if (!TryAdd(slot, value))
            AddSlowly(slot, value);
    }

    /// <summary>Adds to a real number's cell, wherever it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(int slot, double value)
    {
        if (!TryAdd(slot, value))
            AddSlowly(slot, value);
    }

    /// <summary>The totals of cells, those of real numbers as their bits.</summary>
    /// <param name="slots">Whose.</param>
    /// <param name="isWhole">Whether they hold whole numbers.</param>
    /// <param name="totals">Where to; as long as <paramref name="slots"/>.</param>
    public static void Total(ReadOnlySpan<int> slots, bool isWhole, Span<long> totals)
    {
        for (var i = 0; i < slots.Length; i++)
            totals[i] = SharedCells.Read(slots[i]);
        foreach (var stripe in Used)
        {
            if (isWhole)
                stripe.AddTo(totals, slots);
            else
                stripe.AddTo(MemoryMarshal.Cast<long, double>(totals), slots);
        }
    }

    /// <summary>Sets a cell to zero in all stripes. Nobody may add to it any more.</summary>
    public static void Clear(int slot)
    {
        // With the lock, no stripe is just copying the old number to larger cells.
        lock (Pool.All)
        {
            foreach (var stripe in Used)
            {
                if (slot < stripe._cells.Length)
                    stripe._cells[slot] = 0;
            }
        }

        SharedCells.Clear(slot);
    }

    /// <summary>Says that the thread is about to look for a point and to record on it. Only its own thread calls this.</summary>
    /// <returns>Whether it was not there already.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Enter()
    {
        var visits = _visits;
        if ((visits & 1) != 0)
            return false;

        // What follows may not be done before this is seen: see Quiescence, which pays for the fence in its place.
        Volatile.Write(ref _visits, visits + 1);
        return true;
    }

    /// <summary>Says that it is done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => Volatile.Write(ref _visits, _visits + 1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Stripe? Lease()
    {
        if (_triesLeft-- > 0)
            return null;

        lock (Pool.All)
        {
            foreach (var stripe in Pool.All)
            {
                if (stripe._owner is { IsAlive: true })
                    continue;

                stripe._owner = Thread.CurrentThread;
                Volatile.Write(ref _used, Math.Max(_used, stripe.Index + 1));
                return _current = stripe;
            }
        }

        _triesLeft = TriesBetweenLeases;
        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddSlowly(int slot, long value)
    {
        if (IntPtr.Size != 8 || Current is not { } stripe)
        {
            SharedCells.Add(slot, value);
            return;
        }

        stripe.Grow(slot);
        stripe._cells[slot] += value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddSlowly(int slot, double value)
    {
        if (IntPtr.Size != 8 || Current is not { } stripe)
        {
            SharedCells.Add(slot, value);
            return;
        }

        stripe.Grow(slot);
        ref var cell = ref stripe._cells[slot];
        cell = BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(cell) + value);
    }

    private void Grow(int slot)
    {
        if (slot < _cells.Length)
            return;

        lock (Pool.All)
        {
            var cells = new long[Math.Max(slot + 1, Math.Max(64, _cells.Length * 2))];
            _cells.CopyTo(cells, 0);
            Volatile.Write(ref _cells, cells);
        }
    }

    // Written while it is read: each cell is one read, and who wrote a number before the collection began has it counted.
    private void AddTo(Span<long> totals, ReadOnlySpan<int> slots)
    {
        var cells = Volatile.Read(ref _cells);
        for (var i = 0; i < slots.Length; i++)
        {
            if ((uint)slots[i] < (uint)cells.Length)
                totals[i] = unchecked(totals[i] + Volatile.Read(ref cells[slots[i]]));
        }
    }

    private void AddTo(Span<double> totals, ReadOnlySpan<int> slots)
    {
        var cells = Volatile.Read(ref _cells);
        for (var i = 0; i < slots.Length; i++)
        {
            if ((uint)slots[i] < (uint)cells.Length)
                totals[i] += BitConverter.Int64BitsToDouble(Volatile.Read(ref cells[slots[i]]));
        }
    }

    // Apart from the class, so that an addition does not ask whether its initializer has run.
    private static class Pool
    {
        public static readonly Stripe[] All = CreateAll();

        private static Stripe[] CreateAll()
        {
            var all = new Stripe[Math.Clamp(Environment.ProcessorCount * 4, 8, 256)];
            for (var i = 0; i < all.Length; i++)
                all[i] = new Stripe(i);
            return all;
        }
    }
}
