using System.ComponentModel;
using System.Diagnostics.Metrics;

namespace Instrumentation.Instruments;

/// <summary>Makes the histograms of durations, in seconds.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Durations
{
    // The bounds of the semantic conventions' HTTP durations: the specification's default bounds are meant for milliseconds.
    private static readonly InstrumentAdvice<double> Default = Advice(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10);

    /// <summary>A histogram of seconds.</summary>
    /// <param name="scope">The scope that it belongs to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for, if it says so.</param>
    /// <param name="buckets">The upper bounds of its buckets in seconds, ascending; with none, 5 ms to 10 s.</param>
    /// <returns>The histogram.</returns>
    public static Histogram<double> Create(TelemetryScope scope, string name, string? description, params double[] buckets) =>
        scope.Meter.CreateHistogram(name, "s", description, tags: null, buckets.Length == 0 ? Default : Advice(buckets));

    private static InstrumentAdvice<double> Advice(params double[] buckets) => new() { HistogramBucketBoundaries = buckets };
}
