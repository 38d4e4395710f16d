namespace Instrumentation.Metrics.Cells;

/// <summary>The cells of the threads that have no stripe of their own: interlocked, and never moved, so that no addition goes to an old copy.</summary>
internal static class SharedCells
{
    private const int ChunkBits = 10;
    private const int ChunkMask = (1 << ChunkBits) - 1;

    private static readonly object Gate = new();
    private static long[]?[] _chunks = [];

    public static void Add(int slot, long value) => Interlocked.Add(ref Cell(slot), value);

    public static void Add(int slot, double value)
    {
        ref var cell = ref Cell(slot);
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            var next = BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(seen) + value);
            var found = Interlocked.CompareExchange(ref cell, next, seen);
            if (found == seen)
                return;
            seen = found;
        }
    }

    /// <summary>Writes what cells hold; nothing where they were never added to.</summary>
    /// <param name="totals">Where to; zero before.</param>
    /// <param name="slot">The first cell.</param>
    public static void AddTo(Span<long> totals, int slot)
    {
        var chunks = Volatile.Read(ref _chunks);
        for (var i = 0; i < totals.Length && (slot + i) >> ChunkBits < chunks.Length;)
        {
            var (index, offset) = ((slot + i) >> ChunkBits, (slot + i) & ChunkMask);
            var end = Math.Min(totals.Length, i + (1 << ChunkBits) - offset);
            if (Volatile.Read(ref chunks[index]) is { } chunk)
            {
                for (var from = i; i < end; i++)
                    totals[i] = Interlocked.Read(ref chunk[offset + i - from]);
            }

            i = end;
        }
    }

    public static void Clear(int slot)
    {
        var chunks = Volatile.Read(ref _chunks);
        if (slot >> ChunkBits < chunks.Length && chunks[slot >> ChunkBits] is { } chunk)
            Interlocked.Exchange(ref chunk[slot & ChunkMask], 0);
    }

    private static ref long Cell(int slot)
    {
        var chunks = Volatile.Read(ref _chunks);
        var chunk = slot >> ChunkBits < chunks.Length ? Volatile.Read(ref chunks[slot >> ChunkBits]) : null;
        return ref (chunk ?? Create(slot >> ChunkBits))[slot & ChunkMask];
    }

    private static long[] Create(int index)
    {
        lock (Gate)
        {
            if (index >= _chunks.Length)
            {
                var chunks = new long[]?[Math.Max(index + 1, _chunks.Length * 2)];
                _chunks.CopyTo(chunks, 0);
                Volatile.Write(ref _chunks, chunks);
            }

            if (_chunks[index] is not { } chunk)
                Volatile.Write(ref _chunks[index], chunk = new long[1 << ChunkBits]);
            return chunk;
        }
    }
}
