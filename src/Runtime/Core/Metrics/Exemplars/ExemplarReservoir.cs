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

    /// <summary>
    /// Where a measurement is kept, before anybody is locked out: most are kept nowhere. Several threads may ask at once; some may go uncounted then.
    /// </summary>
    /// <returns>The place; below 0 for none.</returns>
    internal virtual int Draw(double value) => 0;

    /// <summary>Keeps a measurement where it was drawn to. Whose reservoir does not draw is offered all.</summary>
    internal virtual void Keep(int place, in ExemplarCandidate candidate) => Offer(candidate);
}
