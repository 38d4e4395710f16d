namespace Instrumentation.Export;

/// <summary>
/// How spans are put together for an exporter. What is not set is what the variables <c>OTEL_BSP_*</c> say, or the specification's default.
/// </summary>
public sealed class BatchOptions
{
    /// <summary>How many wait at most; what comes while so many wait is dropped, and counted. <c>OTEL_BSP_MAX_QUEUE_SIZE</c>, 2,048.</summary>
    public int? MaxQueueSize { get; set; }

    /// <summary>How many are exported at once at most; never more than the queue holds. <c>OTEL_BSP_MAX_EXPORT_BATCH_SIZE</c>, 512.</summary>
    public int? MaxExportBatchSize { get; set; }

    /// <summary>How long the first of a batch waits at most. <c>OTEL_BSP_SCHEDULE_DELAY</c>, 5 s.</summary>
    public TimeSpan? ScheduledDelay { get; set; }

    /// <summary>How long an export may take until it is given up. <c>OTEL_BSP_EXPORT_TIMEOUT</c>, where 0 is never, 30 s.</summary>
    public TimeSpan? ExporterTimeout { get; set; }
}
