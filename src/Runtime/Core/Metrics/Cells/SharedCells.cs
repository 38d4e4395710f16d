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

    public static long Read(int slot)
    {
        var chunks = Volatile.Read(ref _chunks);
        return slot >> ChunkBits < chunks.Length && chunks[slot >> ChunkBits] is { } chunk ? Interlocked.Read(ref chunk[slot & ChunkMask]) : 0;
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
