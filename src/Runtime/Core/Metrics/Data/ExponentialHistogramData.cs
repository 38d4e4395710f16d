namespace Instrumentation.Metrics;

/// <summary>How measurements are spread over buckets whose bounds are powers of <c>2^(2^-Scale)</c>. Specification: Metrics Data Model, ExponentialHistogram.</summary>
public sealed class ExponentialHistogramData
{
    private readonly long[] _positive;
    private readonly long[] _negative;

    internal ExponentialHistogramData(
        int scale, long zeroCount, int positiveOffset, long[] positive, int negativeOffset, long[] negative, double sum, double min, double max)
    {
        Scale = scale;
        ZeroCount = zeroCount;
        PositiveOffset = positiveOffset;
        _positive = positive;
        NegativeOffset = negativeOffset;
        _negative = negative;
        Sum = sum;
        Min = min;
        Max = max;
        Count = zeroCount + positive.Sum() + negative.Sum();
    }

    /// <summary>How many measurements there were: the sum of all buckets and of <see cref="ZeroCount"/>.</summary>
    public long Count { get; }

    /// <summary>Their sum.</summary>
    public double Sum { get; }

    /// <summary>The smallest; NaN where it is not kept.</summary>
    public double Min { get; }

    /// <summary>The largest; NaN where it is not kept.</summary>
    public double Max { get; }

    /// <summary>How fine the buckets are: there are <c>2^Scale</c> of them for each doubling.</summary>
    public int Scale { get; }

    /// <summary>How many measurements were zero.</summary>
    public long ZeroCount { get; }

    /// <summary>The index of the first of <see cref="PositiveBuckets"/>; bucket <c>i</c> ends at <c>base^(i+1)</c>, which is in it.</summary>
    public int PositiveOffset { get; }

    /// <summary>How many measurements above zero fell into each bucket.</summary>
    public ReadOnlySpan<long> PositiveBuckets => _positive;

    /// <summary>The index of the first of <see cref="NegativeBuckets"/>.</summary>
    public int NegativeOffset { get; }

    /// <summary>How many measurements below zero fell into each bucket, by their absolute value.</summary>
    public ReadOnlySpan<long> NegativeBuckets => _negative;
}
