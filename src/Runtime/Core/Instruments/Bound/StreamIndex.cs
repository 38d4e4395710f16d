using Instrumentation.Metrics.Points;
using Instrumentation.Metrics.Streams;

namespace Instrumentation.Instruments;

/// <summary>The points of one stream by the index of their tags' combination, each made when it is first recorded on.</summary>
internal sealed class StreamIndex(MetricStream stream, TagDimension[] dimensions, int size)
{
    private readonly Point?[] _points = new Point?[size];
    private readonly bool _isReserved = stream.TryReserve(dimensions.Where(d => stream.Filter?.Leaves(d.Key) ?? true).Aggregate(1, static (n, d) => n * d.Count));

    public Point Point(int index) => Volatile.Read(ref _points[index]) ?? Find(index);

    private Point Find(int index)
    {
        // The last dimension is the one that changes with each index.
        var tags = new List<KeyValuePair<string, object?>>(dimensions.Length);
        var rest = index;
        for (var i = dimensions.Length - 1; i >= 0; i--)
        {
            var value = dimensions[i][rest % dimensions[i].Count];
            rest /= dimensions[i].Count;
            if (value is not null && (stream.Filter?.Leaves(dimensions[i].Key) ?? true))
                tags.Add(new(dimensions[i].Key, value));
        }

        var canonical = TagSequence.Plain([.. tags]);
        var point = stream.Pin(canonical.AsSpan(0, TagSequence.MakeCanonical(canonical)), _isReserved);
        if (!ReferenceEquals(point.Tags, Metrics.TagSet.Overflow))
            Volatile.Write(ref _points[index], point);
        return point;
    }
}
