namespace Instrumentation.Configuration;

/// <summary>The variables <c>OTEL_METRIC_EXPORT_*</c>.</summary>
internal static class MetricVariables
{
    public static TimeSpan Interval => TimeSpan.FromMilliseconds(Variables.Milliseconds("OTEL_METRIC_EXPORT_INTERVAL", 60_000));

    public static TimeSpan Timeout => TimeSpan.FromMilliseconds(Variables.Milliseconds("OTEL_METRIC_EXPORT_TIMEOUT", 30_000));
}
