namespace Instrumentation.Metrics.Exponential;

/// <summary>Counts of adjacent buckets, in an array that goes round and that grows with the buckets that are used.</summary>
/// <param name="maxSize">How many buckets there are at most.</param>
internal sealed class ExponentialBuckets(int maxSize)
{
    private const int FirstCapacity = 8;
    private const int MostOnStack = 256;

    // A power of two, so that the low bits of an index are its place.
    private long[] _counts = [];

    /// <summary>The index of the first bucket.</summary>
    public int Offset { get; private set; }

    /// <summary>How many buckets there are, from the first one that counts something to the last.</summary>
    public int Size { get; private set; }

    /// <summary>How many values were counted.</summary>
    public long Total { get; private set; }

    /// <summary>The buckets' counts, the first one's first.</summary>
    public long[] ToArray()
    {
        var counts = new long[Size];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = Count(Offset + i);
        return counts;
    }

    /// <summary>The count of a bucket between the first and the last.</summary>
    public long Count(int index) => _counts[index & (_counts.Length - 1)];

    /// <summary>Adds to a bucket; false, and nothing changes, where there would be too many of them then.</summary>
    public bool TryAdd(int index, long count)
    {
        if ((uint)(index - Offset) >= (uint)Size && !TryReach(index))
            return false;

        _counts[index & (_counts.Length - 1)] += count;
        Total += count;
        return true;
    }

    /// <summary>How many times two neighbours have to become one, until the buckets and those from one index to another are not too many.</summary>
    public int ExcessWith(int first, int last)
    {
        if (Size > 0)
            (first, last) = (Math.Min(first, Offset), Math.Max(last, Offset + Size - 1));

        // At the finest scale more than an integer holds lies between the smallest double and the largest.
        var halvings = 0;
        while ((long)(last >> halvings) - (first >> halvings) >= maxSize)
            halvings++;
        return halvings;
    }

    /// <summary>Makes one bucket of two neighbours, so many times.</summary>
    public void Halve(int times)
    {
        if (Size == 0 || times == 0)
            return;

        var (first, last) = (Offset >> times, (Offset + Size - 1) >> times);
        var size = last - first + 1;
        var merged = size <= MostOnStack ? stackalloc long[size] : new long[size];
        merged.Clear();
        for (var index = Offset; index < Offset + Size; index++)
            merged[(index >> times) - first] += Count(index);

        Array.Clear(_counts);
        for (var i = 0; i < size; i++)
            _counts[(first + i) & (_counts.Length - 1)] = merged[i];
        (Offset, Size) = (first, size);
    }

    /// <summary>Forgets all counts, and keeps the memory.</summary>
    public void Reset()
    {
        Array.Clear(_counts);
        (Offset, Size, Total) = (0, 0, 0);
    }

    // Buckets outside of those that there are count nothing yet: their places are zero.
    private bool TryReach(int index)
    {
        var (first, last) = Size == 0 ? (index, index) : (Math.Min(index, Offset), Math.Max(index, Offset + Size - 1));
        var size = (long)last - first + 1;
        if (size > maxSize)
            return false;

        if (size > _counts.Length)
            Grow((int)size);
        (Offset, Size) = (first, (int)size);
        return true;
    }

    private void Grow(int size)
    {
        var capacity = Math.Max(FirstCapacity, _counts.Length);
        while (capacity < size)
            capacity *= 2;

        var grown = new long[capacity];
        for (var index = Offset; index < Offset + Size; index++)
            grown[index & (capacity - 1)] = Count(index);
        _counts = grown;
    }
}
