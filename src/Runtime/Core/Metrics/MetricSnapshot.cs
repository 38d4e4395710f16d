namespace Instrumentation.Metrics;

/// <summary>What one instrument holds at the time of a collection.</summary>
internal sealed record MetricSnapshot(StreamIdentity Identity, IReadOnlyList<MetricPoint> Points);

/// <summary>One series at the time of a collection. A histogram has <see cref="Histogram"/>, all others have <see cref="Value"/>.</summary>
internal sealed record MetricPoint(TagSet Tags, MetricNumber Value, HistogramPoint? Histogram);

/// <summary>
/// A histogram at the time of a collection. <see cref="Counts"/> has one element more than <see cref="Bounds"/>, which are inclusive upper
/// ones.
/// </summary>
internal sealed record HistogramPoint(long Count, double Sum, double Min, double Max, double[] Bounds, long[] Counts)
{
    /// <summary>
    /// Estimates a quantile: measurements are taken to lie evenly between their bucket's bounds, or the minimum and the maximum where
    /// those are narrower. Where that spans more than an order of magnitude nothing is known but that it is below the upper bound.
    /// </summary>
    /// <param name="q">From 0 to 1.</param>
    /// <returns>The estimate, or an upper bound.</returns>
    public (double Value, bool IsBound) Quantile(double q)
    {
        var rank = q * Count;
        var below = 0L;
        for (var i = 0; i < Counts.Length; i++)
        {
            if (Counts[i] == 0 || below + Counts[i] < rank)
            {
                below += Counts[i];
                continue;
            }

            var low = i == 0 ? Min : Math.Max(Min, Bounds[i - 1]);
            var high = i == Bounds.Length ? Max : Math.Min(Max, Bounds[i]);
            return low >= 0 && high > 10 * low ? (high, true) : (low + ((high - low) * ((rank - below) / Counts[i])), false);
        }

        return (Max, false);
    }
}
