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
    private readonly InstrumentInfo _info;
    private readonly MeasurementCheck _check;

    private protected BoundInstrument(Instrument instrument, int? cardinalityLimit)
    {
        _info = InstrumentInfo.Of(instrument)! with { Limit = cardinalityLimit };
        _check = new MeasurementCheck(_info);
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
