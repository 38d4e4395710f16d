using System.Runtime.CompilerServices;
using Instrumentation.Metrics.Cells;
using Instrumentation.Metrics.Points;
using Instrumentation.Metrics.Views;

namespace Instrumentation.Metrics.Streams;

/// <summary>
/// The series of one instrument as one view has them, for all readers that want the same of it. Recording finds its point without a lock; up to the
/// limit each tag set has its own, and what is beyond goes to one overflow point.
/// </summary>
internal sealed class MetricStream(
    MetricDescription description, PointFactory factory, TagFilter? filter, int limit, ReaderState[] readers)
{
    // An order of tags that was not seen before is remembered, but hostile ones may not grow without end.
    private const int OrdersPerSeries = 8;

    private readonly object _gate = new();
    private readonly TagTable _table = new();
    private readonly List<Point> _points = [];
    private readonly Reclamation? _reclamation =
        !factory.IsObserved && Array.TrueForAll(readers, static r => r.Temporality == Temporality.Delta) ? new() : null;

    private Point? _overflow;
    private int _observed;
    private int _reserved;
    private int _unreserved;

    public MetricDescription Description => description;

    public TagFilter? Filter => filter;

    public int Limit => limit;

    public ReaderState[] Readers => readers;

    /// <summary>Whether its points are sums, each in a cell of its own.</summary>
    public bool IsSum => factory.IsSum;

    /// <summary>The one reader that it is for; below 0 if it is for several.</summary>
    public int OwnReader { get; init; }

    /// <summary>How many instruments feed it.</summary>
    public int Instruments { get; set; }

    /// <summary>Is called once, when the limit is reached.</summary>
    public Action<MetricStream>? Overflowed { get; set; }

    /// <summary>Records a measurement with any tags.</summary>
    /// <typeparam name="T"><see cref="long"/> or <see cref="double"/>.</typeparam>
    /// <param name="value">What was measured; finite.</param>
    /// <param name="tags">Its tags, as they were given.</param>
    public void Record<T>(T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        // A user's own ToString runs here, and not where a lock is held.
        if (!TagSequence.ArePlain(tags))
            tags = TagSequence.Plain(tags);
        if (filter is null)
        {
            RecordFiltered(value, tags);
            return;
        }

        var buffer = default(TagBuffer);
        Span<KeyValuePair<string, object?>> left = tags.Length <= TagBuffer.Size ? buffer : new KeyValuePair<string, object?>[tags.Length];
        RecordFiltered(value, left[..filter.Copy(tags, left)]);
    }

    /// <summary>The point of tags that are in the order of a series and filtered, which is not given up from now on.</summary>
    /// <param name="canonical">The tags.</param>
    /// <param name="isReserved">Whether there is a place for it within the limit.</param>
    /// <returns>The point; the overflow point where the limit is reached.</returns>
    public Point Pin(ReadOnlySpan<KeyValuePair<string, object?>> canonical, bool isReserved)
    {
        lock (_gate)
        {
            var point = FindOrCreate(canonical, TagSequence.Hash(canonical), isReserved);
            point.IsPinned = true;
            return point;
        }
    }

    /// <summary>The point of tags, as they were given; it may be given up later.</summary>
    public Point Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var point = _table.Find(tags, TagSequence.Hash(tags));
        return point is { IsLive: true } ? point : FindCanonical(tags);
    }

    /// <summary>The point of tags, as they were given and with those that are filtered out. The caller is at the stream's points: <see cref="Stripe.Enter"/>.</summary>
    public Point FindFiltered(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var left = new KeyValuePair<string, object?>[tags.Length];
        var count = filter?.Copy(tags, left) ?? 0;
        return Find(filter is null ? tags : left.AsSpan(0, count));
    }

    /// <summary>Keeps places within the limit, so that those who have one never overflow.</summary>
    /// <param name="series">How many.</param>
    /// <returns>Whether there are so many left.</returns>
    public bool TryReserve(int series)
    {
        lock (_gate)
        {
            if (series > limit - _reserved - _unreserved)
                return false;
            _reserved += series;
            return true;
        }
    }

    /// <summary>What one of the readers has to tell of the series; null if nothing.</summary>
    public Metric? Collect(ReaderState reader, long now)
    {
        Point[] points;
        lock (_gate)
            points = _overflow is null ? [.. _points, .. _reclamation?.Retired ?? []] : [.. _points, .. _reclamation?.Retired ?? [], _overflow];

        var told = new MetricPoint[points.Length];
        var count = 0;
        foreach (var point in points)
        {
            if (point.TryCollect(reader, now, out told[count]))
                count++;
        }

        reader.LastTime = now;
        Forget();
        if (count == 0)
            return null;
        return new Metric(description, reader.Temporality, new ArraySegment<MetricPoint>(told, 0, count));
    }

    /// <summary>Gives up all points. Nobody records on them any more.</summary>
    public void Free()
    {
        lock (_gate)
        {
            foreach (var point in _points)
            {
                // Who records by an index is not seen at its points, and could come late.
                if (!point.IsPinned)
                    point.Free();
            }

            _points.Clear();
        }
    }

    private static void RecordOn<T>(Point point, T value)
        where T : struct
    {
        if (typeof(T) == typeof(long))
            point.Record(Unsafe.BitCast<T, long>(value));
        else
            point.Record(Unsafe.BitCast<T, double>(value));
    }

    private void RecordFiltered<T>(T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        if (factory.IsObserved)
        {
            Observe(value, tags);
            return;
        }

        if (Stripe.Current is not { } stripe)
        {
            lock (_gate)
                RecordOn(Find(tags), value);
            return;
        }

        var isFirst = stripe.Enter();
        try
        {
            RecordOn(Find(tags), value);
        }
        finally
        {
            if (isFirst)
                stripe.Leave();
        }
    }

    // One observation at a time: series that are not observed any more leave their places to others at once.
    private void Observe<T>(T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        var buffer = default(TagBuffer);
        Span<KeyValuePair<string, object?>> canonical = tags.Length <= TagBuffer.Size ? buffer : new KeyValuePair<string, object?>[tags.Length];
        tags.CopyTo(canonical);
        canonical = canonical[..TagSequence.MakeCanonical(canonical[..tags.Length])];
        lock (_gate)
        {
            var hash = TagSequence.Hash(canonical);
            var point = (ObservedPoint?)_table.Find(canonical, hash);
            if (point is not { IsObserved: true })
            {
                if (_observed < limit)
                {
                    _observed++;
                    point ??= (ObservedPoint)Create(canonical, hash);
                }
                else
                {
                    point = (ObservedPoint)Overflow();
                }
            }

            RecordOn(point, value);
        }
    }

    private Point FindCanonical(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var buffer = default(TagBuffer);
        Span<KeyValuePair<string, object?>> canonical = tags.Length <= TagBuffer.Size ? buffer : new KeyValuePair<string, object?>[tags.Length];
        tags.CopyTo(canonical);
        canonical = canonical[..TagSequence.MakeCanonical(canonical[..tags.Length])];
        var hash = TagSequence.Hash(canonical);
        if (_table.Find(canonical, hash) is { IsLive: true } known && _table.Count >= limit * OrdersPerSeries)
            return known;
        if (IsFull && _table.Find(canonical, hash) is null)
            return Overflow();

        lock (_gate)
        {
            var point = FindOrCreate(canonical, hash, isReserved: false);
            var given = TagSequence.Hash(tags);
            if (point != _overflow && _table.Count < limit * OrdersPerSeries && _table.Find(tags, given) is not { IsLive: true })
                _table.Add(tags.ToArray(), given, point);
            return point;
        }
    }

    private bool IsFull => _overflow is not null && Volatile.Read(ref _unreserved) >= limit - _reserved;

    private Point FindOrCreate(ReadOnlySpan<KeyValuePair<string, object?>> canonical, int hash, bool isReserved)
    {
        if (_table.Find(canonical, hash) is { IsFreed: false } known)
        {
            if (!known.IsLive)
            {
                _reclamation!.Revive(known);
                _points.Add(known);
                _unreserved++;
            }

            return known;
        }

        if (!isReserved && _unreserved >= limit - _reserved)
            return Overflow();

        _unreserved += isReserved ? 0 : 1;
        return Create(canonical, hash);
    }

    private Point Create(ReadOnlySpan<KeyValuePair<string, object?>> canonical, int hash)
    {
        var point = factory.Create(TagSequence.Set(canonical), Clock.UnixNano);
        _table.Add(canonical.ToArray(), hash, point);
        _points.Add(point);
        return point;
    }

    private Point Overflow()
    {
        if (Volatile.Read(ref _overflow) is { } overflow)
            return overflow;

        lock (_gate)
        {
            if (_overflow is not null)
                return _overflow;
            Volatile.Write(ref _overflow, factory.Create(TagSet.Overflow, Clock.UnixNano));
        }

        Overflowed?.Invoke(this);
        return _overflow;
    }

    // Series that are not observed any more have an end, unless a later observation is to be told as the difference. Of what is recorded, series that are idle
    // in the eyes of all readers are given up where nobody wants their totals.
    private void Forget()
    {
        lock (_gate)
        {
            _observed = 0;
            var before = _points.Count;
            if (factory.IsObserved && readers[0].Temporality == Temporality.Cumulative)
            {
                foreach (var point in _points)
                {
                    if (point.IsIdle)
                        point.Free();
                }

                _points.RemoveAll(static point => point.IsFreed);
                if (_points.Count < before)
                    _table.Prune();
            }
            else if (_reclamation?.Advance(_points) == true)
            {
                _table.Prune();
            }

            _unreserved += _points.Count - before;
        }
    }
}
