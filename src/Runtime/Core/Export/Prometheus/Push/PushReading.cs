using Instrumentation.Configuration;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>When metrics that are pushed are collected, and what can't be wanted of them.</summary>
internal static class PushReading
{
    /// <exception cref="ArgumentException">Something is wanted that can't be.</exception>
    public static PeriodicReaderOptions Of(Action<PeriodicReaderOptions>? reading)
    {
        var wanted = new PeriodicReaderOptions();
        reading?.Invoke(wanted);
        if (wanted.Reader.Temporality != TemporalityPreference.Cumulative)
            throw ExporterOption.Bad(nameof(wanted.Reader.Temporality), "is not cumulative, as all numbers are to Prometheus: leave it out");
        if (wanted.MaxExportBatchSize is not null)
            throw ExporterOption.Bad(nameof(wanted.MaxExportBatchSize), "divides what was collected, which belongs together when it is pushed: leave it out");
        return wanted;
    }
}
