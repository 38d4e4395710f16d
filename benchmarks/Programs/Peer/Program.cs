using Instrumentation.Benchmarks.Programs;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

var receiver = new Uri(args[0]);
Started.Measure(() =>
{
    var metrics = Sdk.CreateMeterProviderBuilder()
        .AddOtlpExporter(o => (o.Endpoint, o.Protocol) = (new Uri(receiver, "/v1/metrics"), OtlpExportProtocol.HttpProtobuf))
        .Build();
    var traces = Sdk.CreateTracerProviderBuilder()
        .AddSource(Started.Source.Name)
        .AddOtlpExporter(o => (o.Endpoint, o.Protocol) = (new Uri(receiver, "/v1/traces"), OtlpExportProtocol.HttpProtobuf))
        .Build();
    return new Both(traces, metrics);
});

internal sealed class Both(IDisposable first, IDisposable second) : IDisposable
{
    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}
