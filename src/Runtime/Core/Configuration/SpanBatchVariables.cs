using Instrumentation.Export;

namespace Instrumentation.Configuration;

/// <summary>The variables <c>OTEL_BSP_*</c>.</summary>
internal static class SpanBatchVariables
{
    public static BatchSettings Read()
    {
        var queue = Variables.Count("OTEL_BSP_MAX_QUEUE_SIZE", BatchSettings.Default.MaxQueueSize, BatchSettings.MaxSize);
        return new(
            queue,
            Math.Min(Variables.Count("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", BatchSettings.Default.MaxExportBatchSize, BatchSettings.MaxSize), queue),
            Delay(),
            Timeout());
    }

    // At once is as soon as a timer can be.
    private static TimeSpan Delay() => TimeSpan.FromMilliseconds(
        Math.Max(1, Variables.Milliseconds("OTEL_BSP_SCHEDULE_DELAY", (int)BatchSettings.Default.ScheduledDelay.TotalMilliseconds, minimum: 0)));

    // To the specification, a time-out of 0 is none.
    private static TimeSpan Timeout()
    {
        var timeout = Variables.Milliseconds("OTEL_BSP_EXPORT_TIMEOUT", (int)BatchSettings.Default.ExporterTimeout.TotalMilliseconds, minimum: 0);
        return timeout == 0 ? System.Threading.Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(timeout);
    }
}
