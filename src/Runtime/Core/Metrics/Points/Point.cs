using Instrumentation.Metrics.Streams;

namespace Instrumentation.Metrics.Points;

/// <summary>One series of a stream, for all of its readers. Any thread may record on it; one at a time collects.</summary>
/// <param name="tags">Its tags.</param>
/// <param name="start">When it began, in nanoseconds since 1970.</param>
internal abstract class Point(TagSet tags, long start)
{
    private volatile PointState _state;

    public TagSet Tags { get; } = tags;

    public long Start { get; } = start;

    /// <summary>Whether it may be recorded on; else who found it asks its stream again.</summary>
    public bool IsLive => _state == PointState.Live;

    /// <summary>Whether it is gone for good.</summary>
    public bool IsFreed => _state == PointState.Freed;

    /// <summary>Whether its stream may give it up: each reader has seen all that there is.</summary>
    public virtual bool IsIdle => false;

    public abstract void Record(long value);

    public abstract void Record(double value);

    /// <summary>Reads what a reader has to tell of it.</summary>
    /// <returns>Whether there is anything to tell.</returns>
    public abstract bool TryCollect(ReaderState reader, long now, out MetricPoint point);

    /// <summary>Whether it is never given up, since somebody holds it who is not seen at it.</summary>
    public bool IsPinned { get; set; }

    public void Retire() => _state = PointState.Retired;

    public void Revive() => _state = PointState.Live;

    public void Free()
    {
        _state = PointState.Freed;
        Release();
    }

    /// <summary>Gives back what it holds.</summary>
    public virtual void Release()
    {
    }

    /// <summary>When the numbers that a reader gets begin.</summary>
    protected long StartFor(ReaderState reader) => reader.Temporality == Temporality.Delta ? Math.Max(Start, reader.LastTime) : Start;
}
