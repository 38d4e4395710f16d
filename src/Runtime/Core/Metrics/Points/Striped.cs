using Instrumentation.Metrics.Cells;

namespace Instrumentation.Metrics.Points;

/// <summary>Cells of one point that guard themselves: each thread goes to that of its stripe, and they are made when they are needed.</summary>
/// <typeparam name="T">A cell.</typeparam>
internal sealed class Striped<T>(Func<T> create)
    where T : class
{
    private const int Most = 16;
    private readonly T?[] _cells = new T?[Most];

    /// <summary>The cells that there are.</summary>
    public IEnumerable<T> All => _cells.OfType<T>();

    /// <summary>The calling thread's cell.</summary>
    public T Own
    {
        get
        {
            var index = (Stripe.Current is { } stripe ? stripe.Index : Environment.CurrentManagedThreadId) & (Most - 1);
            return Volatile.Read(ref _cells[index]) ?? Create(index);
        }
    }

    private T Create(int index)
    {
        var cell = create();
        return Interlocked.CompareExchange(ref _cells[index], cell, null) ?? cell;
    }
}
