namespace Instrumentation.Metrics.Cells;

/// <summary>
/// Knows when every thread that may still hold a point it found before is done with it. Who records tells so by two plain writes to its own stripe
/// (<see cref="Stripe.TryEnter"/>); the fence that makes this sound is paid here, once for all threads, where a point is given up.
/// </summary>
internal sealed class Quiescence
{
    private readonly List<(Stripe Stripe, long Visit)> _busy = [];

    /// <summary>Begins to wait for all threads that are at a point at this moment. The points must have been marked before.</summary>
    public Quiescence()
    {
        Interlocked.MemoryBarrierProcessWide();
        foreach (var stripe in Stripe.Used)
        {
            if (stripe.Visits is var visit && (visit & 1) != 0)
                _busy.Add((stripe, visit));
        }
    }

    /// <summary>Whether all of them have left. Never waits.</summary>
    public bool IsReached
    {
        get
        {
            _busy.RemoveAll(static busy => busy.Stripe.Visits != busy.Visit);
            return _busy.Count == 0;
        }
    }
}
