namespace Instrumentation.Metrics.Exponential;

/// <summary>
/// A histogram whose buckets are as fine as the spread of what it counts allows. It is one thread's at a time; those of several threads are merged into
/// one that is what it would be, had it counted everything itself.
/// </summary>
/// <param name="maxSize">How many buckets there are at most, above zero and below it: two or more.</param>
/// <param name="maxScale">The scale to begin with, 20 at most.</param>
internal sealed class ExponentialHistogram(int maxSize = 160, int maxScale = ExponentialBound.MaxScale)
{
    private readonly int _maxScale = maxScale;

    /// <summary>How fine the buckets are: there are <c>2^Scale</c> of them for each doubling.</summary>
    public int Scale { get; private set; } = maxScale;

    /// <summary>How many values were zero.</summary>
    public long ZeroCount { get; private set; }

    /// <summary>The values above zero.</summary>
    public ExponentialBuckets Positive { get; } = new(maxSize);

    /// <summary>The values below zero, by their absolute value.</summary>
    public ExponentialBuckets Negative { get; } = new(maxSize);

    /// <summary>How many values were counted.</summary>
    public long Count => ZeroCount + Positive.Total + Negative.Total;

    /// <summary>Counts a value.</summary>
    /// <param name="value">The value, which is finite.</param>
    public void Record(double value)
    {
        if (value == 0)
        {
            ZeroCount++;
            return;
        }

        var buckets = value > 0 ? Positive : Negative;
        var index = ExponentialIndex.Of(Math.Abs(value), Scale);
        if (buckets.TryAdd(index, 1))
            return;

        // A bucket of a coarser scale is whole ones of this: the index needs no second look at the value.
        var excess = buckets.ExcessWith(index, index);
        Coarsen(excess);
        buckets.TryAdd(index >> excess, 1);
    }

    /// <summary>Adds what another one has counted, and leaves that as it is.</summary>
    public void Add(ExponentialHistogram other)
    {
        Coarsen(Math.Max(0, Scale - other.Scale));
        Coarsen(Math.Max(Excess(Positive, other.Positive, other.Scale - Scale), Excess(Negative, other.Negative, other.Scale - Scale)));
        ZeroCount += other.ZeroCount;
        Add(Positive, other.Positive, other.Scale - Scale);
        Add(Negative, other.Negative, other.Scale - Scale);
    }

    /// <summary>Forgets everything, and keeps the memory.</summary>
    public void Reset()
    {
        Scale = _maxScale;
        ZeroCount = 0;
        Positive.Reset();
        Negative.Reset();
    }

    private static int Excess(ExponentialBuckets own, ExponentialBuckets other, int halvings) =>
        other.Size == 0 ? 0 : own.ExcessWith(other.Offset >> halvings, (other.Offset + other.Size - 1) >> halvings);

    private static void Add(ExponentialBuckets own, ExponentialBuckets other, int halvings)
    {
        for (var index = other.Offset; index < other.Offset + other.Size; index++)
        {
            if (other.Count(index) is var count and not 0)
                own.TryAdd(index >> halvings, count);
        }
    }

    private void Coarsen(int times)
    {
        Positive.Halve(times);
        Negative.Halve(times);
        Scale -= times;
    }
}
