using Instrumentation.Metrics.Points;
using Instrumentation.Metrics.Streams;

namespace Instrumentation.Instruments;

/// <summary>The points of one stream by the index of their tags' combination, each made when it is first recorded on.</summary>
internal sealed class StreamIndex(MetricStream stream, TagDimension[] dimensions, int size)
{
    private readonly Point?[] _points = new Point?[size];
    private readonly bool _isReserved = stream.Series.TryReserve(dimensions.Where(d => stream.Keeps(d.Key)).Aggregate(1, static (n, d) => n * d.Count));

    // Made for exemplars, of the combinations that have any.
    private KeyValuePair<string, object?>[]?[]? _tags;

    public MetricStream Stream => stream;

    public Point Point(int index) => Volatile.Read(ref _points[index]) ?? Find(index);

    /// <summary>All tags of a combination.</summary>
    public KeyValuePair<string, object?>[] Tags(int index)
    {
        var made = _tags ??= new KeyValuePair<string, object?>[]?[size];
        return made[index] ??= MakeTags(index);
    }

    private KeyValuePair<string, object?>[] MakeTags(int index)
    {
        // The last dimension is the one that changes with each index.
        var tags = new List<KeyValuePair<string, object?>>(dimensions.Length);
        var rest = index;
        for (var i = dimensions.Length - 1; i >= 0; i--)
        {
            var value = dimensions[i][rest % dimensions[i].Count];
            rest /= dimensions[i].Count;
            if (value is not null)
                tags.Add(new(dimensions[i].Key, value));
        }

        return TagSequence.Plain([.. tags]);
    }

    private Point Find(int index)
    {
        var canonical = Array.FindAll(MakeTags(index), tag => stream.Keeps(tag.Key));
        var point = stream.Series.Pin(canonical.AsSpan(0, TagSequence.MakeCanonical(canonical)), _isReserved);
        if (!point.IsOverflow)
            Volatile.Write(ref _points[index], point);
        return point;
    }
}
