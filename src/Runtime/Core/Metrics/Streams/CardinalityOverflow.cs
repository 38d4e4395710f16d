using Instrumentation.Diagnostics;

namespace Instrumentation.Metrics.Streams;

/// <summary>Tells that an instrument has more series than it may have, and which of its tags is why.</summary>
internal static class CardinalityOverflow
{
    /// <summary>Tells once for each stream: in words, and as a metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="limit">How many series it may have.</param>
    /// <param name="series">The tags of those that it has.</param>
    public static void Tell(MetricDescription metric, int limit, IEnumerable<TagSet> series)
    {
        var (widest, values) = Widest(series);
        SdkMetrics.Overflowed(metric.Scope.Name, metric.Name, widest);
        Faults.Warn(FormattableString.Invariant(
            $"the metric {metric.Name} of {metric.Scope.Name} has reached its limit of {limit} series; what is new goes to the series otel.metric.overflow=true. Its tag {widest} has most values ({values}): leave it out with AddView(\"{metric.Name}\", v => v.DropTags(\"{widest}\")), or raise the limit with LimitSeries."));
    }

    private static (string Key, int Values) Widest(IEnumerable<TagSet> series) => series
        .SelectMany(static tags => tags)
        .GroupBy(static tag => tag.Key, static tag => tag.Value, StringComparer.Ordinal)
        .Select(static tag => (tag.Key, Values: tag.Distinct().Count()))
        .OrderByDescending(static tag => tag.Values)
        .ThenBy(static tag => tag.Key, StringComparer.Ordinal)
        .FirstOrDefault(("", 0));
}
