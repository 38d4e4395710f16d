namespace Instrumentation.Metrics;

/// <summary>
/// What a reader wants numbers to be since. What goes up and down is cumulative always. Specification: OTLP Exporter,
/// <c>OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE</c>.
/// </summary>
public enum TemporalityPreference
{
    /// <summary>Since the series began.</summary>
    Cumulative,

    /// <summary>Since the last collection.</summary>
    Delta,

    /// <summary>Since the last collection where that needs no memory of what was observed: not for observable counters.</summary>
    LowMemory,
}
