namespace Instrumentation.Metrics;

/// <summary>What a metric's points hold. Specification: Metrics Data Model, Metric Points.</summary>
public enum MetricKind
{
    /// <summary>A total.</summary>
    Sum,

    /// <summary>A last value.</summary>
    Gauge,

    /// <summary>Counts by buckets with set bounds.</summary>
    Histogram,

    /// <summary>Counts by buckets whose bounds are powers of one base.</summary>
    ExponentialHistogram,
}
