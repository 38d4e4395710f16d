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
            TimeSpan.FromMilliseconds(Variables.Milliseconds("OTEL_BSP_SCHEDULE_DELAY", (int)BatchSettings.Default.ScheduledDelay.TotalMilliseconds)),
            TimeSpan.FromMilliseconds(Variables.Milliseconds("OTEL_BSP_EXPORT_TIMEOUT", (int)BatchSettings.Default.ExporterTimeout.TotalMilliseconds)));
    }
}
