using System.Runtime.CompilerServices;
using Instrumentation.Metrics.Cells;
using Instrumentation.Metrics.Points;
using Instrumentation.Metrics.Views;

namespace Instrumentation.Metrics.Streams;

/// <summary>One instrument as one view has it, for all readers that want the same of it: a measurement is stored once.</summary>
internal sealed class MetricStream(
    MetricDescription description, PointFactory factory, TagFilter? filter, int limit, ReaderState[] readers, ExemplarSettings? exemplars)
{
    private readonly SumColumns _sums = new(factory.IsWhole);
    private volatile bool _hasExemplars;

    public SeriesSet Series { get; } = new(description, factory, limit, readers);

    /// <summary>The one reader that it is for; below 0 if it is for several.</summary>
    public int OwnReader { get; init; }

    /// <summary>How many instruments feed it.</summary>
    public int Instruments { get; set; }

    /// <summary>Whether its series have a tag.</summary>
    public bool Keeps(string key) => filter?.Leaves(key) ?? true;

    /// <summary>Records a measurement with any tags.</summary>
    /// <typeparam name="T"><see cref="long"/> or <see cref="double"/>.</typeparam>
    /// <param name="value">What was measured; finite.</param>
    /// <param name="tags">Its tags, as they were given.</param>
    public void Record<T>(T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        // A user's own ToString runs here, and not where a lock is held.
        if (!TagSequence.TryHash(tags, out var hash))
        {
            tags = TagSequence.Plain(tags);
            hash = TagSequence.Hash(tags);
        }

        if (filter is null)
        {
            RecordFiltered(value, tags, hash, tags);
            return;
        }

        var buffer = default(TagBuffer);
        Span<KeyValuePair<string, object?>> left = tags.Length <= TagBuffer.Size ? buffer : new KeyValuePair<string, object?>[tags.Length];
        left = left[..filter.Copy(tags, left)];
        RecordFiltered(value, left, TagSequence.Hash(left), tags);
    }

    /// <summary>The point of tags that were not filtered yet, and are plain. The caller is at the points: <see cref="Stripe.TryEnter"/>.</summary>
    public Point Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (filter is null)
            return Series.Find(tags);

        var left = new KeyValuePair<string, object?>[tags.Length];
        return Series.Find(left.AsSpan(0, filter.Copy(tags, left)));
    }

    /// <summary>Offers a measurement that was recorded on a point, if its like are wanted.</summary>
    public void OfferIfWanted<T>(Point point, T value, ReadOnlySpan<KeyValuePair<string, object?>> given)
        where T : struct
    {
        if (exemplars is null || !exemplars.Wants(out var span))
            return;

        if (!_hasExemplars)
            _hasExemplars = true;
        var number = typeof(T) == typeof(long) ? Unsafe.BitCast<T, long>(value) : Unsafe.BitCast<T, double>(value);
        point.Offer(new ExemplarCandidate(number, span, given, exemplars.IsKept), exemplars.CreateReservoir, readers.Length);
    }

    /// <summary>What one of the readers has to tell of the series; null if nothing.</summary>
    public Metric? Collect(ReaderState reader, long now)
    {
        var points = Series.ToCollect();
        var told = factory.IsSum ? _sums.Collect(points, reader, now, _hasExemplars) : CollectEach(points, reader, now);
        reader.LastTime = now;
        Series.Forget();
        return told is null ? null : new Metric(description, reader.Temporality, told);
    }

    private static PointArray? CollectEach(Point[] points, ReaderState reader, long now)
    {
        var told = new MetricPoint[points.Length];
        var count = 0;
        foreach (var point in points)
        {
            if (((CollectedPoint)point).TryCollect(reader, now, out told[count]))
                count++;
        }

        return count == 0 ? null : new PointArray(told, 0, count);
    }

    private void RecordFiltered<T>(
        T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, int hash, ReadOnlySpan<KeyValuePair<string, object?>> given)
        where T : struct
    {
        if (factory.IsObserved)
        {
            lock (Series.Gate)
                Series.FindObserved(tags).Record(value);
            return;
        }

        if (!Stripe.TryEnter(out var isFirst))
        {
            Point found;
            lock (Series.Gate)
                (found = Series.Find(tags, hash)).Record(value);
            OfferIfWanted(found, value, given);
            return;
        }

        try
        {
            var point = Series.Find(tags, hash);
            point.Record(value);
            OfferIfWanted(point, value, given);
        }
        finally
        {
            if (isFirst)
                Stripe.Leave();
        }
    }
}
