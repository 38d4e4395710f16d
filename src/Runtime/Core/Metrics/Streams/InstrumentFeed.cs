using System.Runtime.CompilerServices;

namespace Instrumentation.Metrics.Streams;

/// <summary>Takes the measurements of one instrument of the BCL to its streams.</summary>
internal sealed class InstrumentFeed(InstrumentInfo instrument, MetricStream[] streams)
{
    private readonly MeasurementCheck _check = new(instrument);

    public MetricStream[] Streams => streams;

    public InstrumentInfo Instrument => instrument;

    /// <summary>Records what was observed, for the reader that asked.</summary>
    public void Observe<T>(int reader, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        if (typeof(T) == typeof(double) && !double.IsFinite(Unsafe.BitCast<T, double>(value)))
            return;

        tags = WithOwn(tags);
        foreach (var stream in streams)
        {
            if (stream.OwnReader == reader)
                stream.Record(value, tags);
        }
    }

    public void Record<T>(T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        if (!_check.IsTaken(value))
            return;

        tags = WithOwn(tags);
        foreach (var stream in streams)
            stream.Record(value, tags);
    }

    // The instrument's own tags have no place of their own on the wire; those of the measurement come after them, and win.
    private ReadOnlySpan<KeyValuePair<string, object?>> WithOwn(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        instrument.Tags.Count == 0 ? tags : (KeyValuePair<string, object?>[])[.. instrument.Tags.Items, .. tags];
}
