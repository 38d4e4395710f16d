using Instrumentation.Metrics.Streams;

namespace Instrumentation.Metrics.Points;

/// <summary>A point that is collected by itself; sums are collected all at once, see <see cref="SumColumns"/>.</summary>
internal abstract class CollectedPoint(TagSet tags, long start) : Point(tags, start)
{
    /// <summary>Reads what a reader has to tell of it.</summary>
    /// <returns>Whether there is anything to tell.</returns>
    public abstract bool TryCollect(ReaderState reader, long now, out MetricPoint point);

    /// <summary>When the numbers that a reader gets begin.</summary>
    protected long StartFor(ReaderState reader) => reader.Temporality == Temporality.Delta ? Math.Max(Start, reader.LastTime) : Start;
}
