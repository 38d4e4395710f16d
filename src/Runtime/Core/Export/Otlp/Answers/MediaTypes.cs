namespace Instrumentation.Export.Otlp;

/// <summary>What a body says it is.</summary>
internal static class MediaTypes
{
    public const string Protobuf = "application/x-protobuf";

    public const string Json = "application/json";

    public const string Grpc = "application/grpc";
}
