using System.Collections;

namespace Instrumentation.Metrics;

/// <summary>The points of a metric at the time of a collection. They don't change any more.</summary>
internal abstract class PointList(int start, int count) : IReadOnlyList<MetricPoint>
{
    public int Count => count;

    public MetricPoint this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)count, nameof(index));
            return At(start + index);
        }
    }

    /// <summary>Some of them.</summary>
    public PointList Slice(int from, int length) => Part(start + from, length);

    public IEnumerator<MetricPoint> GetEnumerator()
    {
        for (var i = 0; i < count; i++)
            yield return At(start + i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected abstract MetricPoint At(int index);

    private protected abstract PointList Part(int start, int count);
}
