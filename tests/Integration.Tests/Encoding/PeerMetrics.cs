using System.Diagnostics.Metrics;
using Opentelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Instrumentation.Integration.Tests.Otlp;

/// <summary>Metrics as OpenTelemetry's exporter sends them.</summary>
internal static class PeerMetrics
{
    /// <summary>Has OpenTelemetry's exporter send what a meter measures.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="configure">Configures OpenTelemetry's provider.</param>
    /// <param name="temporality">What it prefers.</param>
    /// <param name="record">Records measurements.</param>
    /// <returns>The one request that was sent.</returns>
    public static ExportMetricsServiceRequest Record(
        Meter meter, Action<MeterProviderBuilder> configure, MetricReaderTemporalityPreference temporality, Action record)
    {
        using var receiver = new Receiver();
        var options = new OtlpExporterOptions { Endpoint = receiver.Address, Protocol = OtlpExportProtocol.HttpProtobuf };
        using (var exporter = new OtlpMetricExporter(options))
        using (var reader = new BaseExportingMetricReader(exporter) { TemporalityPreference = temporality })
        {
            var builder = Sdk.CreateMeterProviderBuilder().AddMeter(meter.Name).AddReader(reader);
            configure(builder.SetResourceBuilder(OpenTelemetry.Resources.ResourceBuilder.CreateEmpty()));
            using var provider = builder.Build();
            record();
            reader.Collect();
            return Encoded.ReadMetrics(Assert.Single(receiver.End()));
        }
    }
}
