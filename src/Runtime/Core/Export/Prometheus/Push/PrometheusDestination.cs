using System.Text;
using Instrumentation.Export.Http;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>A receiver that Prometheus' programs, and those that speak as they do, are: how it says that it does not take a request.</summary>
internal abstract class PrometheusDestination(PushSettings settings, TimeProvider? time) : HttpDestination(settings, "OTel-Prometheus-Exporter-DotNet", time)
{
    protected override bool IsForNow(int status) => status is 429 or >= 500;

    protected override string? ReadReason(ReadOnlySpan<byte> body, string? mediaType) => Encoding.UTF8.GetString(body);
}
