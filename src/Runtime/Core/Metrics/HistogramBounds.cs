using System.Diagnostics.Metrics;

namespace Instrumentation.Metrics;

/// <summary>The bounds of a histogram's buckets.</summary>
internal static class HistogramBounds
{
    private static readonly double[] Default = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    /// <summary>What the instrument advises, sorted, each once, or else the specification's.</summary>
    public static double[] Of(Instrument instrument) => instrument switch
    {
        Instrument<double> i => Advised(i.Advice, static bound => bound),
        Instrument<long> i => Advised(i.Advice, static bound => bound),
        Instrument<int> i => Advised(i.Advice, static bound => bound),
        Instrument<float> i => Advised(i.Advice, static bound => bound),
        Instrument<decimal> i => Advised(i.Advice, static bound => (double)bound),
        Instrument<short> i => Advised(i.Advice, static bound => bound),
        Instrument<byte> i => Advised(i.Advice, static bound => bound),
        _ => Default,
    };

    private static double[] Advised<T>(InstrumentAdvice<T>? advice, Func<T, double> convert)
        where T : struct =>
        advice?.HistogramBucketBoundaries is { } bounds
            ? [.. bounds.Select(convert).Where(double.IsFinite).Distinct().Order()]
            : Default;
}
