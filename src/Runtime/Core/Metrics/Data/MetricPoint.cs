namespace Instrumentation.Metrics;

/// <summary>One series at the time of a collection.</summary>
public readonly struct MetricPoint : IEquatable<MetricPoint>
{
    private readonly long _bits;
    private readonly Exemplar[]? _exemplars;

    internal MetricPoint(TagSet tags, long start, long time, long bits, object? distribution, Exemplar[]? exemplars)
    {
        Tags = tags;
        StartTimeUnixNano = start;
        TimeUnixNano = time;
        _bits = bits;
        Distribution = distribution;
        _exemplars = exemplars;
    }

    /// <summary>The series' tags; the same object at each collection.</summary>
    public TagSet Tags { get; }

    /// <summary>What its numbers are since, in nanoseconds since 1970.</summary>
    public long StartTimeUnixNano { get; }

    /// <summary>When it was collected, in nanoseconds since 1970.</summary>
    public long TimeUnixNano { get; }

    /// <summary>The number of a sum or gauge whose numbers are whole.</summary>
    public long WholeValue => _bits;

    /// <summary>The number of a sum or gauge whose numbers are real.</summary>
    public double RealValue => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The distribution of a histogram; else null.</summary>
    public HistogramData? Histogram => Distribution as HistogramData;

    /// <summary>The distribution of an exponential histogram; else null.</summary>
    public ExponentialHistogramData? ExponentialHistogram => Distribution as ExponentialHistogramData;

    /// <summary>Measurements that stand for the others, each with its span.</summary>
    public IReadOnlyList<Exemplar> Exemplars => _exemplars ?? [];

    internal ReadOnlySpan<Exemplar> ExemplarItems => _exemplars;

    /// <summary>Whether it is a histogram, of one kind or the other.</summary>
    internal bool IsDistribution => Distribution is not null;

    private object? Distribution { get; }

    /// <summary>Whether two are the very same point.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are.</returns>
    public static bool operator ==(MetricPoint left, MetricPoint right) => left.Equals(right);

    /// <summary>Whether two are not the very same point.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are not.</returns>
    public static bool operator !=(MetricPoint left, MetricPoint right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(MetricPoint other) =>
        ReferenceEquals(Tags, other.Tags) && TimeUnixNano == other.TimeUnixNano && StartTimeUnixNano == other.StartTimeUnixNano
        && _bits == other._bits && ReferenceEquals(Distribution, other.Distribution);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MetricPoint other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Tags, TimeUnixNano, _bits);
}
