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

/// <summary>Where one signal is sent to.</summary>
/// <param name="Url">What requests go to, without user and password. At a socket, the host stands for it.</param>
/// <param name="Name">For people to read: scheme, host, port and path.</param>
/// <param name="Socket">The path of a unix socket; null for a host.</param>
/// <param name="UserInfo"><c>user:password</c>; empty for none.</param>
internal sealed record OtlpEndpoint(Uri Url, string Name, string? Socket, string UserInfo)
{
    private const string SocketScheme = "unix:";

    public bool IsTls => Url.Scheme == Uri.UriSchemeHttps;

    public override string ToString() => Name;

    /// <summary>The specification's default.</summary>
    public static OtlpEndpoint Default(OtlpProtocol protocol, Signal signal) =>
        Parse(protocol == OtlpProtocol.Grpc ? "http://localhost:4317" : "http://localhost:4318", protocol, signal, OtlpPath.Appended)!;

    /// <summary>
    /// Reads an address; null if it is none. One of gRPC that does not say whether it is without TLS is, if <paramref name="isInsecure"/>.
    /// </summary>
    public static OtlpEndpoint? Parse(string text, OtlpProtocol protocol, Signal signal, OtlpPath path, bool isInsecure = false)
    {
        var isGrpc = protocol == OtlpProtocol.Grpc;
        var method = isGrpc ? MethodOf(signal) : PathOf(signal);
        if (text.StartsWith(SocketScheme, StringComparison.OrdinalIgnoreCase))
            return Socketed(text[SocketScheme.Length..], method);
        if (isGrpc && !text.Contains("://", StringComparison.Ordinal))
            text = (isInsecure ? "http://" : "https://") + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            return null;

        // A method of gRPC has no query.
        var isWhole = !isGrpc && (path == OtlpPath.AsItIs || (path == OtlpPath.AppendedToNone && uri.AbsolutePath != "/"));
        var url = new UriBuilder(uri)
        {
            UserName = "",
            Password = "",
            Fragment = "",
            Query = isGrpc ? "" : uri.Query,
            Path = isWhole ? uri.AbsolutePath : uri.AbsolutePath.TrimEnd('/') + method,
        }.Uri;
        return new(url, NameOf(isGrpc ? uri : url), null, Uri.UnescapeDataString(uri.UserInfo));
    }

    private static OtlpEndpoint? Socketed(string path, string method)
    {
        path = path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
        return path.Length == 0 ? null : new(new Uri("http://localhost" + method), SocketScheme + path, path, "");
    }

    private static string NameOf(Uri uri) => uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

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
