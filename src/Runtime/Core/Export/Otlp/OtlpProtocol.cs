namespace Instrumentation.Export;

/// <summary>How OTLP is spoken.</summary>
public enum OtlpProtocol
{
    /// <summary>Protobuf in calls of gRPC, over HTTP/2: <c>grpc</c>.</summary>
    Grpc,

    /// <summary>Protobuf in requests of HTTP: <c>http/protobuf</c>, the specification's default.</summary>
    HttpProtobuf,

    /// <summary>JSON in requests of HTTP: <c>http/json</c>.</summary>
    HttpJson,
}
