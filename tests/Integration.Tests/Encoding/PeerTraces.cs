using System.Diagnostics;
using Opentelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Instrumentation.Integration.Tests.Otlp;

/// <summary>Spans as OpenTelemetry's exporter sends them.</summary>
internal static class PeerTraces
{
    /// <summary>Records spans, and has OpenTelemetry's exporter send them.</summary>
    /// <param name="record">Records spans with a source that is listened to.</param>
    /// <returns>The spans, in the order in which they ended, and the request.</returns>
    public static (Activity[] Spans, ExportTraceServiceRequest Sent) Record(Action<ActivitySource> record, ActivitySource source, ResourceBuilder resource)
    {
        using var receiver = new Receiver();
        using var spans = new Kept();
        using (var exporter = new OtlpTraceExporter(new OtlpExporterOptions { Endpoint = receiver.Address, Protocol = OtlpExportProtocol.HttpProtobuf }))
        using (var batch = new BatchActivityExportProcessor(exporter, 65_536, int.MaxValue, 30_000, 65_536))
        using (Sdk.CreateTracerProviderBuilder()
            .AddSource(source.Name)
            .SetSampler(new AlwaysOnSampler())
            .SetResourceBuilder(resource)
            .AddProcessor(spans)
            .AddProcessor(batch)
            .Build())
        {
            record(source);
        }

        return ([.. spans.All], Encoded.ReadTraces(Assert.Single(receiver.End())));
    }

    private sealed class Kept : BaseProcessor<Activity>
    {
        public List<Activity> All { get; } = [];

        public override void OnEnd(Activity data) => All.Add(data);
    }
}
