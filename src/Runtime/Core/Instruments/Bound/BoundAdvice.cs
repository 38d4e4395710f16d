using System.Diagnostics.Metrics;

namespace Instrumentation.Instruments;

/// <summary>Makes histograms that advise their own buckets.</summary>
internal static class BoundAdvice
{
    public static Histogram<T> CreateHistogram<T>(TelemetryScope scope, string name, string? unit, string? description, T[]? buckets)
        where T : struct =>
        scope.BoundMeter.CreateHistogram(
            name, unit, description, tags: null, buckets is null ? null : new InstrumentAdvice<T> { HistogramBucketBoundaries = buckets });
}
