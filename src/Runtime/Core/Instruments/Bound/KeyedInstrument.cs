using System.ComponentModel;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Instrumentation.Metrics;
using Instrumentation.Metrics.Cells;
using Instrumentation.Metrics.Points;
using Instrumentation.Metrics.Streams;

namespace Instrumentation.Instruments;

/// <summary>A bound instrument whose tags have values that are not known before: a struct of them leads to its points.</summary>
/// <typeparam name="T"><see cref="long"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TTags">The struct.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class KeyedInstrument<T, TTags> : BoundInstrument
    where T : struct
    where TTags : struct, ITags<TTags>
{
    // All of it null if the instrument is not recorded.
    private KeyedTable<TTags>? _table;

    private protected KeyedInstrument(Instrument instrument, int? cardinalityLimit)
        : base(instrument, cardinalityLimit)
    {
    }

    /// <summary>Records on the series with those tags, whoever records it.</summary>
    /// <param name="value">What was measured.</param>
    /// <param name="tags">The tags.</param>
    public void Measure(T value, in TTags tags)
    {
        RecordKeyed(value, tags);
        if (IsTold)
            TellKeyed(value, tags, null);
    }

    /// <summary>The same at the end of a call; of one that failed the measurement bears <c>error.type</c>.</summary>
    /// <param name="value">What was measured.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="call">The call.</param>
    public void MeasureCall(T value, in TTags tags, in ObservedCall call)
    {
        if (call.ErrorType is null)
            RecordKeyed(value, tags);
        if (call.ErrorType is not null || IsTold)
            TellKeyed(value, tags, call.ErrorType);
    }

    private protected void RecordKeyed(T value, in TTags tags)
    {
        if (_table is not { } table || !IsTaken(value))
            return;

        if (!Stripe.TryEnter(out var isFirst))
        {
            RecordTagged(value, TagsOf(tags));
            return;
        }

        try
        {
            var hash = tags.GetHashCode();
            var entry = table.Find(tags, hash);
            Point[] points;
            if (entry?.Only is { IsLive: true } && Stripe.TryAdd(entry.Slot, value))
            {
                points = entry.Points;
            }
            else
            {
                points = entry is not null && AreLive(entry.Points) ? entry.Points : FindNew(table, tags, hash);
                RecordOn(points, value);
            }

            if (ExemplarUse.IsPossible)
                Offer(points, tags, value);
        }
        finally
        {
            if (isFirst)
                Stripe.Leave();
        }
    }

    private protected override void OnStreamsChanged() => Volatile.Write(ref _table, Streams is null ? null : new KeyedTable<TTags>());

    private static bool AreLive(Point[] points)
    {
        foreach (var point in points)
        {
            if (!point.IsLive)
                return false;
        }

        return true;
    }

    private static void RecordOn(Point[] points, T value)
    {
        foreach (var point in points)
            point.Record(value);
    }

    private void Offer(Point[] points, in TTags tags, T value)
    {
        if (Streams is not { } streams || streams.Length != points.Length)
            return;

        var buffer = default(TagBuffer);
        Span<KeyValuePair<string, object?>> room = TTags.MaxCount <= TagBuffer.Size ? buffer : new KeyValuePair<string, object?>[TTags.MaxCount];
        ReadOnlySpan<KeyValuePair<string, object?>> given = room[..tags.CopyTo(room)];
        if (!TagSequence.ArePlain(given))
            given = TagSequence.Plain(given);
        for (var i = 0; i < points.Length; i++)
            streams[i].Stream.OfferIfWanted(points[i], value, given);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void TellKeyed(T value, in TTags tags, string? errorType)
    {
        var measured = default(MeasuredTags);
        measured.AddAll(tags);
        Tell(value, ref measured, errorType);
    }

    private Point[] FindNew(KeyedTable<TTags> table, in TTags tags, int hash)
    {
        if (Streams is not { } streams)
            return [];

        var copied = TagsOf(tags);
        var points = new Point[streams.Length];
        for (var i = 0; i < streams.Length; i++)
            points[i] = streams[i].Stream.Find(copied);
        if (_table == table && Streams == streams && !Array.Exists(points, static point => point.IsOverflow))
            table.Set(tags, hash, points, streams[0].Stream.Series.Limit * 4);
        return points;
    }

    private static KeyValuePair<string, object?>[] TagsOf(in TTags tags)
    {
        var copied = new KeyValuePair<string, object?>[TTags.MaxCount];
        Array.Resize(ref copied, tags.CopyTo(copied));
        return TagSequence.ArePlain(copied) ? copied : TagSequence.Plain(copied);
    }
}
