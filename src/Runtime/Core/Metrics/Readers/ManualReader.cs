namespace Instrumentation.Metrics;

/// <summary>Reads when it is asked to: for tests, and for those who bring metrics to places that nobody thought of.</summary>
/// <param name="options">What it wants of metrics; null for the defaults.</param>
public sealed class ManualReader(MetricReaderOptions? options = null) : MetricReader(options)
{
    /// <summary>Asks observable instruments, and returns what there is to tell since the last time, or as a total.</summary>
    /// <returns>The metrics that have points; none before telemetry has started and after it has ended.</returns>
    public IReadOnlyList<Metric> Collect() => CollectMetrics();
}
