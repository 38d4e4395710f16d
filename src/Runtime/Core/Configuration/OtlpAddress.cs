using Instrumentation.Export;
using Instrumentation.Export.Delivery;

namespace Instrumentation.Configuration;

/// <summary>Which path a signal has at an address.</summary>
internal enum OtlpPath
{
    /// <summary>The address is that of all signals: each has its own path below it.</summary>
    Appended,

    /// <summary>The address is this signal's, as it is.</summary>
    AsItIs,

    /// <summary>The address is this signal's if it has a path, and else that of all.</summary>
    AppendedToNone,
}

/// <summary>Reads addresses of OTLP.</summary>
internal static class OtlpAddress
{
    private const string SocketScheme = "unix:";

    /// <summary>The specification's default.</summary>
    public static ReceiverEndpoint Default(OtlpProtocol protocol, Signal signal) =>
        Parse(protocol == OtlpProtocol.Grpc ? "http://localhost:4317" : "http://localhost:4318", protocol, signal, OtlpPath.Appended)!;

    /// <summary>
    /// Reads an address; null if it is none. One of gRPC that does not say whether it is without TLS is, if <paramref name="isInsecure"/>.
    /// </summary>
    public static ReceiverEndpoint? Parse(string text, OtlpProtocol protocol, Signal signal, OtlpPath path, bool isInsecure = false)
    {
        var isGrpc = protocol == OtlpProtocol.Grpc;
        var method = isGrpc ? MethodOf(signal) : PathOf(signal);
        if (text.StartsWith(SocketScheme, StringComparison.OrdinalIgnoreCase))
            return Socketed(text[SocketScheme.Length..], method);
        if (isGrpc && !text.Contains("://", StringComparison.Ordinal))
            text = (isInsecure ? "http://" : "https://") + text;
        if (!ReceiverEndpoint.TryRead(text, out var uri))
            return null;

        // A method of gRPC has no query, and who reads the address does not need its name.
        var whole = uri.AbsolutePath.TrimEnd('/') + method;
        if (isGrpc)
            return ReceiverEndpoint.At(uri, whole, withQuery: false) with { Name = ReceiverEndpoint.NameOf(uri) };

        return ReceiverEndpoint.At(uri, path == OtlpPath.AsItIs || (path == OtlpPath.AppendedToNone && uri.AbsolutePath != "/") ? uri.AbsolutePath : whole);
    }

    private static ReceiverEndpoint? Socketed(string path, string method)
    {
        path = path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
        return path.Length == 0 ? null : new(new Uri("http://localhost" + method), SocketScheme + path, path, "");
    }

    private static string PathOf(Signal signal) => signal switch
    {
        Signal.Traces => "/v1/traces",
        Signal.Metrics => "/v1/metrics",
        _ => "/v1/logs",
    };

    private static string MethodOf(Signal signal) => signal switch
    {
        Signal.Traces => "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        Signal.Metrics => "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
        _ => "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
    };
}
