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

    /// <summary>What readers for OTLP want where options say nothing: <c>OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE</c>.</summary>
    public static TemporalityPreference OtlpTemporality
    {
        get
        {
            const string Name = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";
            switch (Variables.Text(Name)?.ToUpperInvariant())
            {
                case null or "CUMULATIVE":
                    return TemporalityPreference.Cumulative;
                case "DELTA":
                    return TemporalityPreference.Delta;
                case "LOWMEMORY":
                    return TemporalityPreference.LowMemory;
                default:
                    Faults.Warn($"{Name} is none of cumulative, delta, lowmemory; cumulative is used.");
                    return TemporalityPreference.Cumulative;
            }
        }
    }

    /// <summary>How they want histograms: <c>OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION</c>.</summary>
    public static Func<InstrumentKind, Aggregation>? OtlpAggregation
    {
        get
        {
            const string Name = "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION";
            switch (Variables.Text(Name)?.ToUpperInvariant())
            {
                case null or "EXPLICIT_BUCKET_HISTOGRAM":
                    return null;
                case "BASE2_EXPONENTIAL_BUCKET_HISTOGRAM":
                    return static kind => kind == InstrumentKind.Histogram ? Aggregation.ExponentialHistogram() : Aggregation.Default;
                default:
                    Faults.Warn($"{Name} is none of explicit_bucket_histogram, base2_exponential_bucket_histogram; explicit_bucket_histogram is used.");
                    return null;
            }
        }
    }
}
