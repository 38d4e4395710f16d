namespace Instrumentation.Metrics;

/// <summary>How measurements become points. Any of them may be chosen for any instrument. Specification: Metrics SDK, Aggregation.</summary>
public sealed class Aggregation : IEquatable<Aggregation>
{
    private readonly double[]? _bounds;

    private Aggregation(AggregationKind kind, double[]? bounds = null, bool recordMinMax = true, int maxSize = 0, int maxScale = 0)
    {
        Kind = kind;
        _bounds = bounds;
        RecordMinMax = recordMinMax;
        MaxSize = maxSize;
        MaxScale = maxScale;
    }

    /// <summary>What the instrument's kind asks for: sums of counters, last values of gauges, histograms of histograms.</summary>
    public static Aggregation Default { get; } = new(AggregationKind.Default);

    /// <summary>Nothing: measurements are not looked at.</summary>
    public static Aggregation Drop { get; } = new(AggregationKind.Drop);

    /// <summary>The sum.</summary>
    public static Aggregation Sum { get; } = new(AggregationKind.Sum);

    /// <summary>The last value.</summary>
    public static Aggregation LastValue { get; } = new(AggregationKind.LastValue);

    internal AggregationKind Kind { get; }

    internal double[]? Bounds => _bounds;

    internal bool RecordMinMax { get; }

    internal int MaxSize { get; }

    internal int MaxScale { get; }

    /// <summary>Counts by buckets.</summary>
    /// <param name="bounds">
    /// The inclusive upper bounds of all buckets but the last, ascending; empty for one bucket; null for those that the instrument advises, or else the specification's,
    /// from 0 to 10,000.
    /// </param>
    /// <param name="recordMinMax">Whether the smallest and the largest measurement are kept.</param>
    /// <returns>The aggregation.</returns>
    /// <exception cref="ArgumentException">The bounds do not ascend, or one is no finite number.</exception>
    public static Aggregation Histogram(double[]? bounds = null, bool recordMinMax = true)
    {
        for (var i = 0; i < bounds?.Length; i++)
        {
            if (!double.IsFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1]))
                throw new ArgumentException(FormattableString.Invariant($"Bounds of buckets are finite and ascend; bound {i} is {bounds[i]}."), nameof(bounds));
        }

        return new(AggregationKind.Histogram, (double[]?)bounds?.Clone(), recordMinMax);
    }

    /// <summary>Counts by buckets that grow with the range of what is measured, each wider than the one before by the same factor.</summary>
    /// <param name="maxSize">How many buckets there may be for each sign; at least 2.</param>
    /// <param name="maxScale">The finest scale, from -10 to 20: <c>2^maxScale</c> buckets for each doubling.</param>
    /// <param name="recordMinMax">Whether the smallest and the largest measurement are kept.</param>
    /// <returns>The aggregation.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Aggregation ExponentialHistogram(int maxSize = 160, int maxScale = 20, bool recordMinMax = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSize, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxSize, 16_384);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxScale, -10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxScale, 20);
        return new(AggregationKind.ExponentialHistogram, null, recordMinMax, maxSize, maxScale);
    }

    /// <inheritdoc/>
    public bool Equals(Aggregation? other) =>
        other is not null && Kind == other.Kind && RecordMinMax == other.RecordMinMax && MaxSize == other.MaxSize && MaxScale == other.MaxScale
        && (ReferenceEquals(_bounds, other._bounds) || (_bounds is not null && other._bounds is not null && _bounds.AsSpan().SequenceEqual(other._bounds)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Aggregation);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _bounds?.Length, RecordMinMax, MaxSize, MaxScale);

    /// <inheritdoc/>
    public override string ToString() => Kind.ToString();
}
