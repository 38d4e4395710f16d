namespace Instrumentation.Metrics;

/// <summary>A number of an instrument: whole, exact to 64 bits, or real.</summary>
internal readonly record struct MetricNumber(long Whole, double Real, bool IsWhole)
{
    public double AsReal => IsWhole ? Whole : Real;

    public static MetricNumber Of(long value) => new(value, 0, true);

    public static MetricNumber Of(double value) => new(0, value, false);

    public MetricNumber Plus(MetricNumber other) => IsWhole ? Of(unchecked(Whole + other.Whole)) : Of(Real + other.Real);
}
