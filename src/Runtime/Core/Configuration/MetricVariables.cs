using Instrumentation.Diagnostics;
using Instrumentation.Metrics;

namespace Instrumentation.Configuration;

/// <summary>The variables <c>OTEL_METRIC_EXPORT_*</c> and <c>OTEL_METRICS_EXEMPLAR_FILTER</c>.</summary>
internal static class MetricVariables
{
    public static ExemplarFilter Exemplars
    {
        get
        {
            switch (Variables.Text("OTEL_METRICS_EXEMPLAR_FILTER")?.ToUpperInvariant())
            {
                case null or "TRACE_BASED":
                    return ExemplarFilter.TraceBased;
                case "ALWAYS_ON":
                    return ExemplarFilter.AlwaysOn;
                case "ALWAYS_OFF":
                    return ExemplarFilter.AlwaysOff;
                default:
                    Faults.Warn("OTEL_METRICS_EXEMPLAR_FILTER is none of trace_based, always_on, always_off; trace_based is used.");
                    return ExemplarFilter.TraceBased;
            }
        }
    }

    public static TimeSpan Interval => TimeSpan.FromMilliseconds(Variables.Milliseconds("OTEL_METRIC_EXPORT_INTERVAL", 60_000));

    public static TimeSpan Timeout => TimeSpan.FromMilliseconds(Variables.Milliseconds("OTEL_METRIC_EXPORT_TIMEOUT", 30_000));
}
