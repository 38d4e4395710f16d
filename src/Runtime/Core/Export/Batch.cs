using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Instrumentation.Export;

/// <summary>Items that are exported together, in the order in which they came.</summary>
/// <typeparam name="T">What they are.</typeparam>
[SuppressMessage("Naming", "CA1710", Justification = "It is what OpenTelemetry calls a batch.")]
public sealed class Batch<T> : IReadOnlyList<T>
{
    private readonly T[] _items;

    /// <summary>A batch of these items.</summary>
    /// <param name="items">The items; they are copied.</param>
    public Batch(ReadOnlySpan<T> items) => _items = items.ToArray();

    internal Batch(T[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <summary>The items.</summary>
    public ReadOnlySpan<T> Items => _items;

    internal ReadOnlyMemory<T> Memory => _items;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>The items, one after the other.</summary>
    /// <returns>What enumerates them.</returns>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
