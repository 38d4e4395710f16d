namespace Instrumentation.Metrics.Points;

/// <summary>What one thread, or a few, recorded on a histogram. Its lock is held for a few instructions and hardly ever by two.</summary>
/// <param name="buckets">How many buckets there are.</param>
/// <param name="periods">For how many periods a smallest and a largest measurement are kept.</param>
internal sealed class HistogramCell(int buckets, int periods)
{
    private readonly long[] _counts = new long[buckets];
    private readonly (double Min, double Max)[] _extremes = NoExtremes(periods);
    private double _sum;
    private int _isTaken;

    public void Record(int bucket, double value)
    {
        Take();
        _counts[bucket]++;
        _sum += value;
        foreach (ref var extremes in _extremes.AsSpan())
        {
            if (value < extremes.Min)
                extremes.Min = value;
            if (value > extremes.Max)
                extremes.Max = value;
        }

        Volatile.Write(ref _isTaken, 0);
    }

    /// <summary>Adds what it holds to a total.</summary>
    /// <param name="counts">The total's buckets.</param>
    /// <param name="sum">The total's sum.</param>
    /// <param name="extremes">The total's smallest and largest measurement.</param>
    /// <param name="period">Whose they are; below 0 if they are not kept.</param>
    /// <param name="isEnd">Whether the period ends with it.</param>
    public void AddTo(long[] counts, ref double sum, ref (double Min, double Max) extremes, int period, bool isEnd)
    {
        Take();
        for (var i = 0; i < counts.Length; i++)
            counts[i] += _counts[i];
        sum += _sum;
        if (period >= 0)
        {
            ref var own = ref _extremes[period];
            extremes = (Math.Min(extremes.Min, own.Min), Math.Max(extremes.Max, own.Max));
            if (isEnd)
                own = (double.PositiveInfinity, double.NegativeInfinity);
        }

        Volatile.Write(ref _isTaken, 0);
    }

    private static (double Min, double Max)[] NoExtremes(int periods)
    {
        var extremes = new (double Min, double Max)[periods];
        Array.Fill(extremes, (double.PositiveInfinity, double.NegativeInfinity));
        return extremes;
    }

    private void Take()
    {
        if (Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0)
            return;

        var wait = default(SpinWait);
        while (Interlocked.CompareExchange(ref _isTaken, 1, 0) != 0)
            wait.SpinOnce();
    }
}
