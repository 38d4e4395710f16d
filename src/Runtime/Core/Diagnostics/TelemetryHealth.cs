namespace Instrumentation.Diagnostics;

/// <summary>How telemetry itself is doing, at one moment.</summary>
/// <param name="Spans">The exporters of spans, in the order in which they were added.</param>
/// <param name="Metrics">The exporters of metrics, in the order in which they were added; what they count are points.</param>
public sealed record TelemetryHealth(IReadOnlyList<ExporterHealth> Spans, IReadOnlyList<ExporterHealth> Metrics)
{
    /// <summary>Whether everything that was recorded has arrived, or still waits for its turn.</summary>
    public bool IsComplete => Spans.Concat(Metrics).All(static s => s.Dropped.Count == 0);
}
