using Instrumentation.Metrics.Points;

namespace Instrumentation.Metrics.Streams;

/// <summary>
/// Finds the point of tags in the order in which they are given: each order that was seen has its own entry, so that no measurement sorts. Reading
/// takes no lock; who writes holds the stream's.
/// </summary>
internal sealed class TagTable
{
    private Entry?[] _buckets = new Entry?[16];

    /// <summary>How many entries there are: series, and further orders of their tags.</summary>
    public int Count { get; private set; }

    public Point? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags, int hash)
    {
        var buckets = Volatile.Read(ref _buckets);
        for (var entry = Volatile.Read(ref buckets[hash & (buckets.Length - 1)]); entry is not null; entry = Volatile.Read(ref entry.Next))
        {
            if (entry.Hash == hash && TagSequence.AreEqual(entry.Tags, tags))
                return entry.Point;
        }

        return null;
    }

    public void Add(KeyValuePair<string, object?>[] tags, int hash, Point point)
    {
        if (Count >= _buckets.Length)
            Rebuild(_buckets.Length * 2);
        ref var bucket = ref _buckets[hash & (_buckets.Length - 1)];
        Volatile.Write(ref bucket, new Entry(tags, hash, point) { Next = bucket });
        Count++;
    }

    /// <summary>Forgets the points that are given up.</summary>
    public void Prune() => Rebuild(_buckets.Length);

    // Who reads the old buckets meanwhile finds what was there before, and asks the points whether they still stand.
    private void Rebuild(int size)
    {
        var buckets = new Entry?[size];
        var count = 0;
        foreach (var bucket in _buckets)
        {
            for (var entry = bucket; entry is not null; entry = entry.Next)
            {
                if (entry.Point.IsFreed)
                    continue;

                ref var place = ref buckets[entry.Hash & (size - 1)];
                place = new Entry(entry.Tags, entry.Hash, entry.Point) { Next = place };
                count++;
            }
        }

        Count = count;
        Volatile.Write(ref _buckets, buckets);
    }

    private sealed class Entry(KeyValuePair<string, object?>[] tags, int hash, Point point)
    {
        public readonly KeyValuePair<string, object?>[] Tags = tags;
        public readonly int Hash = hash;
        public readonly Point Point = point;
        public Entry? Next;
    }
}
