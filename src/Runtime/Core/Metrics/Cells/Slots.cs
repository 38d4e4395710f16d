namespace Instrumentation.Metrics.Cells;

/// <summary>Gives each sum a place in the cells of every stripe, and gives it again when the sum is gone.</summary>
internal static class Slots
{
    // The lowest first: what comes together lies together then, and is added up in one go.
    private static readonly PriorityQueue<int, int> Free = new();
    private static int _next;

    /// <summary>A slot whose cells are zero.</summary>
    public static int Take()
    {
        lock (Free)
            return Free.TryDequeue(out var slot, out _) ? slot : _next++;
    }

    /// <summary>Gives a slot back. Nobody may add to it any more.</summary>
    public static void Return(int slot)
    {
        Stripe.Clear(slot);
        lock (Free)
            Free.Enqueue(slot, slot);
    }
}
