namespace Instrumentation.Metrics;

/// <summary>Keeps so many measurements, each of all that were offered with the same chance. Specification: SimpleFixedSizeExemplarReservoir.</summary>
public sealed class FixedSizeReservoir : ExemplarReservoir
{
    private readonly Exemplar?[] _exemplars;
    private int _offered;

    /// <summary>A reservoir.</summary>
    /// <param name="size">How many it keeps; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public FixedSizeReservoir(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        _exemplars = new Exemplar?[size];
    }

    /// <inheritdoc/>
    public override void Offer(in ExemplarCandidate candidate)
    {
        if (Draw(candidate.Value) is >= 0 and var place)
            Keep(place, candidate);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Exemplar> Collect()
    {
        if (_offered == 0)
            return [];

        Exemplar[] exemplars = [.. _exemplars.OfType<Exemplar>()];
        Array.Clear(_exemplars);
        _offered = 0;
        return exemplars;
    }

    internal override int Draw(double value)
    {
        var before = _offered++;
        var place = before < _exemplars.Length ? before : Lottery.Draw(before + 1);
        return place < _exemplars.Length ? place : -1;
    }

    internal override void Keep(int place, in ExemplarCandidate candidate) => _exemplars[place] = candidate.ToExemplar();
}
