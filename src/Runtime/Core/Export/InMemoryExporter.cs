namespace Instrumentation.Export;

/// <summary>Keeps everything that is exported, for tests to look at.</summary>
/// <typeparam name="T">What is exported.</typeparam>
public sealed class InMemoryExporter<T> : IExporter<T>
{
    private readonly List<T> _items = [];

    /// <summary>What was exported until now, in order; a copy.</summary>
    public IReadOnlyList<T> Items
    {
        get
        {
            lock (_items)
                return [.. _items];
        }
    }

    /// <inheritdoc/>
    public ValueTask<ExportResult> ExportAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        lock (_items)
            _items.AddRange(batch);
        return ValueTask.FromResult(ExportResult.Success);
    }

    /// <summary>Forgets what was exported.</summary>
    public void Clear()
    {
        lock (_items)
            _items.Clear();
    }
}
