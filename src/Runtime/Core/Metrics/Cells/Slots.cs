namespace Instrumentation.Metrics.Cells;

/// <summary>Gives each sum a place in the cells of every stripe, and gives it again when the sum is gone.</summary>
internal static class Slots
{
    private static readonly Stack<int> Free = new();
    private static int _next;

    /// <summary>A slot whose cells are zero.</summary>
    public static int Take()
    {
        lock (Free)
            return Free.TryPop(out var slot) ? slot : _next++;
    }

    /// <summary>Gives a slot back. Nobody may add to it any more.</summary>
    public static void Return(int slot)
    {
        Stripe.Clear(slot);
        lock (Free)
            Free.Push(slot);
    }
}
