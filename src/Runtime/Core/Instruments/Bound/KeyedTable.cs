using Instrumentation.Metrics.Points;

namespace Instrumentation.Instruments;

/// <summary>Finds points by a struct of tags: one for each stream. Reading takes no lock.</summary>
internal sealed class KeyedTable<TTags>
    where TTags : struct, ITags<TTags>
{
    // A full table looks now and then for points that are gone, not each time.
    private const int RefusedBetweenRebuilds = 256;

    private readonly object _gate = new();
    private Entry?[] _buckets = new Entry?[16];
    private int _count;
    private int _refused;

    public Entry? Find(in TTags tags, int hash)
    {
        var buckets = Volatile.Read(ref _buckets);
        for (var entry = Volatile.Read(ref buckets[hash & (buckets.Length - 1)]); entry is not null; entry = entry.Next)
        {
            if (entry.Hash == hash && entry.Tags.Equals(tags))
                return entry;
        }

        return null;
    }

    /// <summary>Keeps points, in the place of those that the tags had before; points that are gone are forgotten as the table grows.</summary>
    /// <param name="tags">The tags.</param>
    /// <param name="hash">Their hash.</param>
    /// <param name="points">One point for each stream.</param>
    /// <param name="limit">How many entries there may be; what is beyond is not kept.</param>
    public void Set(in TTags tags, int hash, Point[] points, int limit)
    {
        lock (_gate)
        {
            if (_count >= _buckets.Length || (_count >= limit && ++_refused % RefusedBetweenRebuilds == 0))
                Rebuild();
            if (_count >= limit)
                return;

            ref var bucket = ref _buckets[hash & (_buckets.Length - 1)];
            Volatile.Write(ref bucket, new Entry(tags, hash, points, Without(bucket, tags, hash)));
            _count++;
        }
    }

    private static bool IsGone(Entry entry) => Array.TrueForAll(entry.Points, static point => !point.IsLive);

    private Entry? Without(Entry? chain, in TTags tags, int hash)
    {
        Entry? left = null;
        for (var entry = chain; entry is not null; entry = entry.Next)
        {
            if (entry.Hash == hash && entry.Tags.Equals(tags))
                _count--;
            else
                left = new Entry(entry.Tags, entry.Hash, entry.Points, left);
        }

        return left;
    }

    private void Rebuild()
    {
        var live = new List<Entry>(_count);
        foreach (var bucket in _buckets)
        {
            for (var entry = bucket; entry is not null; entry = entry.Next)
            {
                if (!IsGone(entry))
                    live.Add(entry);
            }
        }

        var buckets = new Entry?[live.Count > _buckets.Length / 2 ? _buckets.Length * 2 : _buckets.Length];
        foreach (var entry in live)
        {
            ref var bucket = ref buckets[entry.Hash & (buckets.Length - 1)];
            bucket = new Entry(entry.Tags, entry.Hash, entry.Points, bucket);
        }

        _count = live.Count;
        Volatile.Write(ref _buckets, buckets);
    }

    /// <summary>What the tags lead to.</summary>
    public sealed class Entry(TTags tags, int hash, Point[] points, Entry? next)
    {
        public readonly TTags Tags = tags;
        public readonly int Hash = hash;
        public readonly Point[] Points = points;
        public readonly Entry? Next = next;

        /// <summary>The point, if there is one alone.</summary>
        public readonly Point? Only = points is [var only] ? only : null;

        /// <summary>Its slot, if it is a sum; else -1.</summary>
        public readonly int Slot = points is [SumPoint sum] ? sum.Slot : -1;
    }
}
