namespace Instrumentation.Metrics;

/// <summary>What an <see cref="Aggregation"/> does.</summary>
internal enum AggregationKind
{
    /// <summary>What the instrument's kind asks for.</summary>
    Default,

    /// <summary>Nothing.</summary>
    Drop,

    /// <summary>Adds up.</summary>
    Sum,

    /// <summary>Keeps the last.</summary>
    LastValue,

    /// <summary>Counts by buckets with set bounds.</summary>
    Histogram,

    /// <summary>Counts by buckets whose bounds are powers.</summary>
    ExponentialHistogram,
}
