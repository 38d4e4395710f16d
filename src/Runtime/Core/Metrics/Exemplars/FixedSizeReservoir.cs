namespace Instrumentation.Metrics;

/// <summary>Keeps so many measurements, each of all that were offered with the same chance. Specification: SimpleFixedSizeExemplarReservoir.</summary>
public sealed class FixedSizeReservoir : ExemplarReservoir
{
    private readonly Exemplar?[] _exemplars;
    private readonly Lottery _lottery = new();
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
        var place = _offered < _exemplars.Length ? _offered : _lottery.Draw(_offered + 1);
        _offered++;
        if (place < _exemplars.Length)
            _exemplars[place] = candidate.ToExemplar();
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
}
