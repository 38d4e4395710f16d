using Instrumentation.Metrics.Points;

namespace Instrumentation.Metrics.Streams;

/// <summary>
/// The series of one stream: each tag set has its own point, up to the limit, and what is beyond goes to one overflow point. A point that was seen before
/// is found without a lock.
/// </summary>
internal sealed class SeriesSet(MetricDescription description, PointFactory factory, int limit, ReaderState[] readers)
{
    // An order of tags that was not seen before is remembered, but hostile ones may not grow without end.
    private const int OrdersPerSeries = 8;

    private readonly TagTable _table = new();
    private readonly List<Point> _points = [];
    private readonly Reclamation? _reclamation =
        !factory.IsObserved && Array.TrueForAll(readers, static r => r.Temporality == Temporality.Delta) ? new() : null;

    // What was collected last: stands until the next series comes or goes.
    private Point[] _collected = [];
    private bool _isFresh;

    private Point? _overflow;
    private int _observed;
    private int _reserved;
    private int _unreserved;

    /// <summary>Guards all that changes. Who is not seen at the points, <see cref="Cells.Stripe.TryEnter"/>, holds it while it records.</summary>
    public object Gate { get; } = new();

    /// <summary>How many there may be.</summary>
    public int Limit => limit;

    private bool IsFull => _overflow is not null && Volatile.Read(ref _unreserved) >= limit - _reserved;

    /// <summary>The point of tags as they were given, whose values are plain; it may be given up later.</summary>
    public Point Find(ReadOnlySpan<KeyValuePair<string, object?>> tags) => Find(tags, TagSequence.Hash(tags));

    /// <summary>The point of tags whose hash is known.</summary>
    public Point Find(ReadOnlySpan<KeyValuePair<string, object?>> tags, int hash)
    {
        if (_table.Find(tags, hash) is { IsLive: true } point)
            return point;

        var buffer = default(TagBuffer);
        return FindSorted(tags, hash, TagSequence.Sorted(tags, ref buffer));
    }

    /// <summary>
    /// The point of tags as they were observed. There is one observation at a time, and the caller holds the lock: series that are not observed any more leave
    /// their places to others at once.
    /// </summary>
    public Point FindObserved(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var buffer = default(TagBuffer);
        var sorted = TagSequence.Sorted(tags, ref buffer);
        var hash = TagSequence.Hash(sorted);
        var known = (ObservedPoint?)_table.Find(sorted, hash);
        if (known is { IsObserved: true })
            return known;
        if (_observed >= limit)
            return Overflow();

        _observed++;
        return known ?? Create(sorted, hash);
    }

    /// <summary>The point of tags that are in the order of a series, which is not given up from now on.</summary>
    /// <param name="sorted">The tags.</param>
    /// <param name="isReserved">Whether there is a place for it within the limit.</param>
    /// <returns>The point; the overflow point where the limit is reached.</returns>
    public Point Pin(ReadOnlySpan<KeyValuePair<string, object?>> sorted, bool isReserved)
    {
        lock (Gate)
        {
            var point = FindOrCreate(sorted, TagSequence.Hash(sorted), isReserved);
            point.IsPinned = true;
            return point;
        }
    }

    /// <summary>Keeps places within the limit, so that those who have one never overflow.</summary>
    /// <param name="series">How many.</param>
    /// <returns>Whether there are so many left.</returns>
    public bool TryReserve(int series)
    {
        lock (Gate)
        {
            if (series > limit - _reserved - _unreserved)
                return false;

            _reserved += series;
            return true;
        }
    }

    /// <summary>All points, those included that may come back; the same array until a series comes or goes.</summary>
    public Point[] ToCollect()
    {
        lock (Gate)
        {
            if (!_isFresh)
                _collected = [.. _points, .. _reclamation?.Retired ?? [], .. _overflow is null ? [] : new[] { _overflow }];
            _isFresh = true;
            return _collected;
        }
    }

    /// <summary>
    /// Forgets series, after a collection. Of what is observed, those that were not, unless a later observation is to be told as the difference; of what is
    /// recorded, those that are idle in the eyes of all readers, if nobody wants their totals.
    /// </summary>
    public void Forget()
    {
        lock (Gate)
        {
            _observed = 0;
            var before = _points.Count;
            if (factory.IsObserved)
            {
                // Differences need the past, but not of ever more series.
                if (readers[0].Temporality == Temporality.Cumulative || before > 2 * limit)
                    Release(static point => point.IsIdle);
            }
            else if (_reclamation?.Advance(_points) == true)
            {
                _table.Prune();
                _isFresh = false;
            }

            _unreserved += _points.Count - before;
            _isFresh &= _points.Count == before;
        }
    }

    /// <summary>Gives up all points. Nobody records on them any more; but who records by an index is not seen at its points, and could come late.</summary>
    public void Free()
    {
        lock (Gate)
            Release(static point => !point.IsPinned);
    }

    private Point FindSorted(ReadOnlySpan<KeyValuePair<string, object?>> given, int givenHash, ReadOnlySpan<KeyValuePair<string, object?>> sorted)
    {
        var hash = TagSequence.Hash(sorted);
        var known = _table.Find(sorted, hash);
        if (known is null && IsFull)
            return Overflow();
        if (known is { IsLive: true } && _table.Count >= limit * OrdersPerSeries)
            return known;

        lock (Gate)
        {
            var point = FindOrCreate(sorted, hash, isReserved: false);
            if (point != _overflow && _table.Count < limit * OrdersPerSeries && _table.Find(given, givenHash) is not { IsLive: true })
                _table.Add(given.ToArray(), givenHash, point);
            return point;
        }
    }

    private Point FindOrCreate(ReadOnlySpan<KeyValuePair<string, object?>> sorted, int hash, bool isReserved)
    {
        if (_table.Find(sorted, hash) is { IsFreed: false } known)
        {
            if (!known.IsLive)
            {
                _reclamation!.Revive(known);
                _points.Add(known);
                _unreserved++;
                _isFresh = false;
            }

            return known;
        }

        if (!isReserved && _unreserved >= limit - _reserved)
            return Overflow();

        _unreserved += isReserved ? 0 : 1;
        return Create(sorted, hash);
    }

    private Point Create(ReadOnlySpan<KeyValuePair<string, object?>> sorted, int hash)
    {
        var tags = sorted.ToArray();
        var point = factory.Create(TagSequence.Set(tags), Clock.UnixNano);
        _table.Add(tags, hash, point);
        _points.Add(point);
        _isFresh = false;
        return point;
    }

    private Point Overflow()
    {
        if (Volatile.Read(ref _overflow) is { } overflow)
            return overflow;

        lock (Gate)
        {
            if (_overflow is not null)
                return _overflow;

            Volatile.Write(ref _overflow, factory.Create(TagSet.Overflow, Clock.UnixNano));
            _isFresh = false;
        }

        _ = Background.Run(TellOfOverflow);
        return _overflow;
    }

    private Task TellOfOverflow()
    {
        TagSet[] series;
        lock (Gate)
            series = [.. _points.Select(static point => point.Tags)];
        CardinalityOverflow.Tell(description, limit, series);
        return Task.CompletedTask;
    }

    private void Release(Predicate<Point> isOver)
    {
        foreach (var point in _points)
        {
            if (isOver(point))
                point.Free();
        }

        if (_points.RemoveAll(static point => point.IsFreed) > 0)
            _table.Prune();
    }
}
