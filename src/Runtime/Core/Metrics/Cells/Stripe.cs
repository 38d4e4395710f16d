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

    // Cells around those of a stripe that nobody adds to, so that no two stripes share a line of a processor's cache. One of them holds the visits.
    private const int Margin = 16;
    private const int Visit = -Margin / 2;

    [ThreadStatic]
    private static Stripe? _current;

    // The calling thread's cells once more: numbers of the thread's own are found with one look, an object's with seven. The array is pinned, and lives
    // as long as the stripe, which the thread holds, leads to it.
    [ThreadStatic]
    private static nint _own;

    [ThreadStatic]
    private static int _ownCount;

    [ThreadStatic]
    private static int _triesLeft;

    private long[] _cells = [];
    private Thread? _owner;

    private Stripe(int index) => Index = index;

    /// <summary>Which one it is.</summary>
    public int Index { get; }

    /// <summary>The calling thread's stripe; null where all are leased.</summary>
    public static Stripe? Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _current ?? Lease();
    }

    private Span<long> Cells => Volatile.Read(ref _cells) is { Length: > 0 } cells ? cells.AsSpan(Margin, cells.Length - (2 * Margin)) : [];

    /// <summary>All that were ever leased.</summary>
    public static ReadOnlySpan<Stripe> Used => Pool.All.AsSpan(0, Volatile.Read(ref _used));

    /// <summary>Changes when the thread goes to the points of a stream, and when it leaves them; odd in between.</summary>
    public long Visits => Volatile.Read(ref _cells) is { Length: > 0 } cells ? Volatile.Read(ref cells[Margin + Visit]) : 0;

    /// <summary>Adds to a whole number's cell, if the calling thread has one.</summary>
    /// <returns>Whether it has; never for a slot below 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd(int slot, long value)
    {
        // A 64-bit write is one write on a 64-bit processor only; elsewhere who adds up could see half of it.
        if (IntPtr.Size != 8 || (uint)slot >= (uint)_ownCount)
            return false;

        Own(slot) += value;
        return true;
    }

    /// <summary>Adds to a real number's cell, if the calling thread has one.</summary>
    /// <returns>Whether it has; never for a slot below 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd(int slot, double value)
    {
        if (IntPtr.Size != 8 || (uint)slot >= (uint)_ownCount)
            return false;

        ref var cell = ref Own(slot);
        cell = BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(cell) + value);
        return true;
    }

    /// <summary>Adds to a cell, if the calling thread has one.</summary>
    /// <typeparam name="T"><see cref="long"/> or <see cref="double"/>: what the cell holds.</typeparam>
    /// <returns>Whether it has; never for a slot below 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd<T>(int slot, T value)
        where T : struct =>
        typeof(T) == typeof(long) ? TryAdd(slot, Unsafe.BitCast<T, long>(value)) : TryAdd(slot, Unsafe.BitCast<T, double>(value));

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
    /// <param name="runs">Whose.</param>
    /// <param name="isWhole">Whether they hold whole numbers.</param>
    /// <param name="totals">Where to; zero before.</param>
    public static void Total(ReadOnlySpan<SlotRun> runs, bool isWhole, Span<long> totals)
    {
        foreach (ref readonly var run in runs)
        {
            var part = totals.Slice(run.Index, run.Count);
            SharedCells.AddTo(part, run.Slot);
            foreach (var stripe in Used)
            {
                if (isWhole)
                    stripe.AddTo(part, run.Slot);
                else
                    stripe.AddTo(MemoryMarshal.Cast<long, double>(part), run.Slot);
            }
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
                if (slot < stripe.Cells.Length)
                    stripe.Cells[slot] = 0;
            }
        }

        SharedCells.Clear(slot);
    }

    /// <summary>Says that the thread is about to look for a point and to record on it.</summary>
    /// <param name="isFirst">Whether it was not there already; then it must leave.</param>
    /// <returns>Whether the thread has a stripe; else it is seen by nobody.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryEnter(out bool isFirst)
    {
        isFirst = false;
        if (_ownCount == 0 && Lease() is null)
            return false;

        ref var visits = ref Own(Visit);
        if ((visits & 1) == 0)
        {
            // What follows may not be done before this is seen: see Quiescence, which pays for the fence in its place.
            isFirst = true;
            Volatile.Write(ref visits, visits + 1);
        }

        return true;
    }

    /// <summary>Says that it is done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Leave()
    {
        ref var visits = ref Own(Visit);
        Volatile.Write(ref visits, visits + 1);
    }

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
                if (stripe._cells.Length == 0)
                    stripe.Grow(0);
                else
                    stripe.TakeCells();
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
        Own(slot) += value;
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
        ref var cell = ref Own(slot);
        cell = BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(cell) + value);
    }

    // The calling thread's cell; there must be one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe ref long Own(int slot) => ref ((long*)_own)[slot];

    private void Grow(int slot)
    {
        if (slot < _ownCount)
            return;

        lock (Pool.All)
        {
            // What was in the margin after the cells, which is nothing, comes to lie in cells that nobody had.
            var cells = GC.AllocateArray<long>(Math.Max(slot + 1, Math.Max(64, Cells.Length * 2)) + (2 * Margin), pinned: true);
            _cells.CopyTo(cells, 0);
            Volatile.Write(ref _cells, cells);
            TakeCells();
        }
    }

    // Called by the thread that holds it.
    private unsafe void TakeCells()
    {
        var cells = Cells;
        _own = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(cells));
        _ownCount = cells.Length;
    }

    // Written while it is read: each cell is one read, and who wrote a number before the collection began has it counted.
    private void AddTo(Span<long> totals, int slot)
    {
        var cells = Cells;
        if (slot >= cells.Length)
            return;

        cells = cells.Slice(slot, Math.Min(totals.Length, cells.Length - slot));
        for (var i = 0; i < cells.Length; i++)
            totals[i] = unchecked(totals[i] + Volatile.Read(ref cells[i]));
    }

    private void AddTo(Span<double> totals, int slot)
    {
        var cells = Cells;
        if (slot >= cells.Length)
            return;

        cells = cells.Slice(slot, Math.Min(totals.Length, cells.Length - slot));
        for (var i = 0; i < cells.Length; i++)
            totals[i] += BitConverter.Int64BitsToDouble(Volatile.Read(ref cells[i]));
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
