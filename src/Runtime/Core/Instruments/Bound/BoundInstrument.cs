using System.ComponentModel;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Instrumentation.Metrics;
using Instrumentation.Metrics.Streams;

namespace Instrumentation.Instruments;

/// <summary>
/// An instrument of the BCL, so that everybody can listen to it, and a shorter way beside it: the streams of this project's providers, which are recorded
/// on without a listener in between.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BoundInstrument
{
    private readonly Instrument _instrument;
    private readonly InstrumentInfo _info;
    private readonly MeasurementCheck _check;

    private protected BoundInstrument(Instrument instrument, int? cardinalityLimit)
    {
        _instrument = instrument;
        _info = InstrumentInfo.Of(instrument)! with { Limit = cardinalityLimit };
        _check = new MeasurementCheck(_info);
    }

    /// <summary>Whether anybody records it: a provider of this project, or whoever listens to meters.</summary>
    public bool IsOn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Streams is not null || IsTold;
    }

    /// <summary>Whether somebody listens to the BCL's instrument.</summary>
    private protected bool IsTold
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _instrument.Enabled;
    }

    /// <summary>The streams of each provider that records it; null if none does.</summary>
    private protected BoundStream[]? Streams { get; private set; }

    internal void Attach(MetricCollector collector)
    {
        if (collector.Streams(_info) is { Length: > 0 } streams)
            Take([.. Streams ?? [], .. streams.Select(stream => new BoundStream(collector, stream))]);
    }

    internal void Detach(MetricCollector collector)
    {
        BoundStream[] left = [.. (Streams ?? []).Where(stream => stream.Collector != collector)];
        Take(left.Length == 0 ? null : left);
    }

    /// <summary>Records with any tags, as instruments do that are not bound.</summary>
    private protected void RecordTagged<T>(T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        if (Streams is not { } streams || !IsTaken(value))
            return;

        foreach (var stream in streams)
            stream.Stream.Record(value, tags);
    }

    /// <summary>
    /// Tells those that listen of a measurement. A failure's is this project's providers' too: it bears <c>error.type</c>, and so is on none of the series
    /// that have a shorter way.
    /// </summary>
    private protected void Tell<T>(T value, ref MeasuredTags tags, string? errorType)
        where T : struct
    {
        if (errorType is not null)
        {
            tags.Add("error.type", errorType);
            RecordTagged(value, tags.Span);
        }

        switch (_instrument)
        {
            case Counter<T> counter:
                counter.Add(value, tags.Span);
                break;
            case UpDownCounter<T> counter:
                counter.Add(value, tags.Span);
                break;
            case Histogram<T> histogram:
                histogram.Record(value, tags.Span);
                break;
            case Gauge<T> gauge:
                gauge.Record(value, tags.Span);
                break;
        }
    }

    /// <summary>Whether a number is one that the instrument takes: finite, and not below 0 for a counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected bool IsTaken<T>(T value)
        where T : struct =>
        _check.IsTaken(value);

    /// <summary>Makes ready for other streams.</summary>
    private protected abstract void OnStreamsChanged();

    private void Take(BoundStream[]? streams)
    {
        Streams = streams;
        OnStreamsChanged();
    }
}
