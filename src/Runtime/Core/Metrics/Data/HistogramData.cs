namespace Instrumentation.Metrics;

/// <summary>How measurements are spread over buckets with set bounds.</summary>
public sealed class HistogramData
{
    private readonly double[] _bounds;
    private readonly long[] _counts;

    internal HistogramData(double[] bounds, long[] counts, double sum, double min, double max)
    {
        _bounds = bounds;
        _counts = counts;
        Sum = sum;
        Min = min;
        Max = max;
        foreach (var count in counts)
            Count += count;
    }

    /// <summary>How many measurements there were: the sum of <see cref="BucketCounts"/>.</summary>
    public long Count { get; }

    /// <summary>Their sum.</summary>
    public double Sum { get; }

    /// <summary>The smallest; NaN where it is not kept.</summary>
    public double Min { get; }

    /// <summary>The largest; NaN where it is not kept.</summary>
    public double Max { get; }

    /// <summary>The inclusive upper bounds of all buckets but the last, ascending.</summary>
    public ReadOnlySpan<double> Bounds => _bounds;

    /// <summary>How many measurements fell into each bucket: one number more than <see cref="Bounds"/>.</summary>
    public ReadOnlySpan<long> BucketCounts => _counts;

    /// <summary>
    /// Whether others can tell a bucket from its neighbours: bounds that were calculated may be equal as far as numbers go, and beyond what numbers can be.
    /// </summary>
    internal bool IsBucket(int index) =>
        index == _bounds.Length || (double.IsFinite(_bounds[index]) && (index + 1 == _bounds.Length || _bounds[index] < _bounds[index + 1]));

    /// <summary>
    /// Estimates a quantile: measurements are taken to lie evenly between their bucket's bounds, or the minimum and the maximum where
    /// those are narrower. Where that spans more than an order of magnitude nothing is known but that it is below the upper bound.
    /// </summary>
    /// <param name="q">From 0 to 1.</param>
    /// <returns>The estimate, or an upper bound.</returns>
    internal (double Value, bool IsBound) Quantile(double q)
    {
        // Where they are not kept, the first and the last bucket have no end.
        var (min, max) = double.IsNaN(Min) ? (double.NegativeInfinity, double.PositiveInfinity) : (Min, Max);
        var rank = q * Count;
        var below = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] == 0 || below + _counts[i] < rank)
            {
                below += _counts[i];
                continue;
            }

            var low = i == 0 ? min : Math.Max(min, _bounds[i - 1]);
            var high = i == _bounds.Length ? max : Math.Min(max, _bounds[i]);
            if (double.IsInfinity(high))
                return (low, false);
            return double.IsInfinity(low) || (low >= 0 && high > 10 * low) ? (high, true) : (low + ((high - low) * ((rank - below) / _counts[i])), false);
        }

        return (max, false);
    }
}
