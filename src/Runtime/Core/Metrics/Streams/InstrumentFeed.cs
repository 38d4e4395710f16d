using System.Runtime.CompilerServices;
using Instrumentation.Diagnostics;

namespace Instrumentation.Metrics.Streams;

/// <summary>Takes the measurements of one instrument of the BCL to its streams.</summary>
internal sealed class InstrumentFeed(InstrumentInfo instrument, MetricStream[] streams)
{
    private int _refused;

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

    public void Record(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (value < 0 && instrument.Kind == InstrumentKind.Counter)
            Refuse();
        else
            RecordAll(value, tags);
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // One NaN in a sum would be all that is ever seen of it.
        if (!double.IsFinite(value))
            return;
        if (value < 0 && instrument.Kind == InstrumentKind.Counter)
            Refuse();
        else
            RecordAll(value, tags);
    }

    private void RecordAll<T>(T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        tags = WithOwn(tags);
        foreach (var stream in streams)
            stream.Record(value, tags);
    }

    // The instrument's own tags have no place of their own on the wire; those of the measurement come after them, and win.
    private ReadOnlySpan<KeyValuePair<string, object?>> WithOwn(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        instrument.Tags.Count == 0 ? tags : (KeyValuePair<string, object?>[])[.. instrument.Tags.Items, .. tags];

    private void Refuse()
    {
        if (Interlocked.Exchange(ref _refused, 1) == 0)
            Faults.Warn($"the counter {instrument.Name} was given a number below 0, which was not counted; an up-down counter takes such numbers.");
    }
}
