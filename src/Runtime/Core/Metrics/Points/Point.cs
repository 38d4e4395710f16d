using System.Runtime.CompilerServices;

namespace Instrumentation.Metrics.Points;

/// <summary>One series of a stream, for all of its readers. Any thread may record on it; one at a time collects.</summary>
/// <param name="tags">Its tags.</param>
/// <param name="start">When it began, in nanoseconds since 1970.</param>
internal abstract class Point(TagSet tags, long start)
{
    private volatile PointState _state;
    private SeriesExemplars? _exemplars;

    public TagSet Tags { get; } = tags;

    public long Start { get; } = start;

    /// <summary>Whether it takes what is beyond the limit, and is nobody's own.</summary>
    public bool IsOverflow => ReferenceEquals(Tags, TagSet.Overflow);

    /// <summary>Whether it may be recorded on; else who found it asks its stream again.</summary>
    public bool IsLive => _state == PointState.Live;

    /// <summary>Whether it is gone for good.</summary>
    public bool IsFreed => _state == PointState.Freed;

    /// <summary>Whether its stream may give it up: each reader has seen all that there is.</summary>
    public virtual bool IsIdle => false;

    /// <summary>Records a measurement.</summary>
    /// <typeparam name="T"><see cref="long"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record<T>(T value)
        where T : struct
    {
        if (typeof(T) == typeof(long))
            Record(Unsafe.BitCast<T, long>(value));
        else
            Record(Unsafe.BitCast<T, double>(value));
    }

    public abstract void Record(long value);

    public abstract void Record(double value);

    /// <summary>Whether it is never given up, since somebody holds it who is not seen at it.</summary>
    public bool IsPinned { get; set; }

    public void Offer(in ExemplarCandidate candidate, Func<ExemplarReservoir> create, int readers)
    {
        if (Volatile.Read(ref _exemplars) is not { } exemplars)
        {
            var created = new SeriesExemplars(create, readers);
            exemplars = Interlocked.CompareExchange(ref _exemplars, created, null) ?? created;
        }

        exemplars.Offer(candidate);
    }

    /// <summary>The exemplars that a reader has not seen.</summary>
    public Exemplar[]? TakeExemplars(int reader) => Volatile.Read(ref _exemplars)?.Collect(reader);

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
}
