using Instrumentation.Configuration;
using Instrumentation.Export.Http;

namespace Instrumentation.Export.Otlp;

/// <summary>A receiver of OTLP: what both ways to speak to one have in common.</summary>
internal abstract class OtlpDestination(OtlpSettings settings, TimeProvider? time) : HttpDestination(settings, "OTel-OTLP-Exporter-DotNet", time)
{
    public static OtlpDestination Create(OtlpSettings settings, TimeProvider? time = null) =>
        settings.Protocol == OtlpProtocol.Grpc ? new OtlpGrpcDestination(settings, time) : new OtlpHttpDestination(settings, time);

    protected override bool IsForNow(int status) => status is 429 or 502 or 503 or 504;

    protected override string? ReadReason(ReadOnlySpan<byte> body, string? mediaType) => RpcStatus.Read(body, mediaType)?.Message;
}
