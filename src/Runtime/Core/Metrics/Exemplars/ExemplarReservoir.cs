namespace Instrumentation.Metrics;

/// <summary>
/// Chooses the exemplars of one series for one reader. It is never called by two threads at once; what it throws is told of and ignored. Specification:
/// Metrics SDK, ExemplarReservoir.
/// </summary>
public abstract class ExemplarReservoir
{
    /// <summary>Takes a measurement or leaves it.</summary>
    /// <param name="candidate">The measurement.</param>
    public abstract void Offer(in ExemplarCandidate candidate);

    /// <summary>The exemplars since the last collection; forgets them.</summary>
    /// <returns>The exemplars.</returns>
    public abstract IReadOnlyList<Exemplar> Collect();
}
