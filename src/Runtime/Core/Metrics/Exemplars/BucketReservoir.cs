using Instrumentation.Metrics.Points;

namespace Instrumentation.Metrics;

/// <summary>
/// Keeps one measurement for each bucket of a histogram, each of those that fell into it with the same chance. Specification:
/// AlignedHistogramBucketExemplarReservoir.
/// </summary>
public sealed class BucketReservoir : ExemplarReservoir
{
    private readonly double[] _bounds;
    private readonly Exemplar?[] _exemplars;
    private readonly int[] _offered;

    /// <summary>A reservoir.</summary>
    /// <param name="bounds">The inclusive upper bounds of all buckets but the last, ascending.</param>
    public BucketReservoir(ReadOnlySpan<double> bounds)
    {
        _bounds = bounds.ToArray();
        _exemplars = new Exemplar?[bounds.Length + 1];
        _offered = new int[bounds.Length + 1];
    }

    /// <inheritdoc/>
    public override void Offer(in ExemplarCandidate candidate)
    {
        if (Draw(candidate.Value) is >= 0 and var bucket)
            Keep(bucket, candidate);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Exemplar> Collect()
    {
        Exemplar[] exemplars = [.. _exemplars.OfType<Exemplar>()];
        if (exemplars.Length == 0)
            return [];

        Array.Clear(_exemplars);
        Array.Clear(_offered);
        return exemplars;
    }

    internal override int Draw(double value)
    {
        var bucket = BucketSearch.Of(_bounds, value);
        return Lottery.Draw(++_offered[bucket]) == 0 ? bucket : -1;
    }

    internal override void Keep(int place, in ExemplarCandidate candidate) => _exemplars[place] = candidate.ToExemplar();
}
