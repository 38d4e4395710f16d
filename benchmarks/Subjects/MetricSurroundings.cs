using System.Diagnostics.CodeAnalysis;
using Instrumentation.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Instrumentation.Benchmarks.Subjects;

/// <summary>Our runtime and the peer's SDK, each with the same number of readers that are asked by hand.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The providers dispose their readers.")]
internal sealed class MetricSurroundings : IDisposable
{
    private readonly ManualReader[] _readers;
    private readonly BaseExportingMetricReader[] _theirReaders;
    private readonly Telemetry _ours;
    private readonly MeterProvider _theirs;

    public MetricSurroundings(int readers = 1, bool exemplars = false, int limit = 2_000)
    {
        _readers = [.. Enumerable.Range(0, readers).Select(_ => new ManualReader(new Metrics.MetricReaderOptions { CardinalityLimit = limit }))];
        _theirReaders = [.. Enumerable.Range(0, readers).Select(static _ => new BaseExportingMetricReader(new NoMetrics()))];
        _ours = Telemetry.Start(t => t.WithMetrics(m =>
        {
            m.AddMeter(Instruments.OurMeter).SetExemplarFilter(exemplars ? ExemplarFilter.AlwaysOn : ExemplarFilter.AlwaysOff);
            foreach (var reader in _readers)
                m.AddReader(reader);
        }));
        var builder = Sdk.CreateMeterProviderBuilder()
            .AddMeter(Instruments.TheirMeter)
            .SetExemplarFilter(exemplars ? ExemplarFilterType.AlwaysOn : ExemplarFilterType.AlwaysOff)
            .AddView("*", new MetricStreamConfiguration { CardinalityLimit = limit });
        foreach (var reader in _theirReaders)
            builder.AddReader(reader);
        _theirs = builder.Build();
    }

    /// <summary>Has each of our readers collect.</summary>
    public void Collect()
    {
        foreach (var reader in _readers)
            reader.Collect();
    }

    /// <summary>Has each of the peer's readers collect.</summary>
    public void TheirCollect()
    {
        foreach (var reader in _theirReaders)
            reader.Collect();
    }

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }
}

/// <summary>Takes metrics, and does nothing with them but to look at each point.</summary>
internal sealed class NoMetrics : BaseExporter<OpenTelemetry.Metrics.Metric>
{
    public override OpenTelemetry.ExportResult Export(in OpenTelemetry.Batch<OpenTelemetry.Metrics.Metric> batch)
    {
        foreach (var metric in batch)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
                _ = point.StartTime;
        }

        return OpenTelemetry.ExportResult.Success;
    }
}
