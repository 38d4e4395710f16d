using System.Globalization;
using Instrumentation.Metrics;
using Instrumentation.Tracing;

namespace Instrumentation.Runtime.Tests.Support;

/// <summary>Telemetry that records the meters of one test, and nothing else.</summary>
internal static class Metered
{
    public static Telemetry Start(string meter, Action<MetricsBuilder> configure) => Telemetry.Start(builder => builder
        .WithTracing(static tracing => tracing.AddProcessor(new FilteringSpanProcessor(static _ => false)))
        .WithMetrics(metrics => configure(metrics.AddMeter(meter))));

    /// <summary>A collection as lines: name, tags, and number.</summary>
    public static string[] Lines(this IReadOnlyList<Metric> metrics, string? meter = null) =>
    [
        .. metrics
            .Where(metric => meter is null || metric.Description.Scope.Name == meter)
            .SelectMany(static metric => metric.Points.Select(point => Line(metric, point)))
            .Order(StringComparer.Ordinal),
    ];

    public static KeyValuePair<string, object?> Tag(string key, object? value) => new(key, value);

    private static string Line(Metric metric, MetricPoint point)
    {
        var number = metric.Kind switch
        {
            MetricKind.Sum or MetricKind.Gauge => metric.Description.IsWhole
                ? point.WholeValue.ToString(CultureInfo.InvariantCulture)
                : point.RealValue.ToString(CultureInfo.InvariantCulture),
            MetricKind.Histogram => FormattableString.Invariant(
                $"{point.Histogram!.Count} {point.Histogram.Sum} [{string.Join(' ', point.Histogram.BucketCounts.ToArray())}] {point.Histogram.Min}..{point.Histogram.Max}"),
            _ => FormattableString.Invariant($"{point.ExponentialHistogram!.Count} {point.ExponentialHistogram.Sum}"),
        };
        return $"{metric.Name} {{{point.Tags}}} {number}";
    }
}
