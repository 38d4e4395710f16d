using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Instrumentation.Configuration;

namespace Instrumentation.Export.Http;

/// <summary>Makes the handler that connects to a receiver.</summary>
internal static class ReceiverHandler
{
    public static HttpMessageHandler Create(ConnectionSettings settings, Certificates certificates)
    {
        var handler = new SocketsHttpHandler
        {
            // No span, and no header of one.
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = settings.Timeout,
            EnableMultipleHttp2Connections = true,

            // A connection whose other side is gone without a word says nothing: while it owes an answer, it is asked whether it is there.
            KeepAlivePingDelay = TimeSpan.FromSeconds(5),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingTimeout = TimeSpan.FromSeconds(5),

            // So that a receiver whose address changes is found again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),

            // What is left of an answer that is too large is not read.
            MaxResponseDrainSize = 0,
            UseCookies = false,
        };
        certificates.Apply(handler.SslOptions);
        if (settings.Endpoint.Socket is { } path)
            handler.ConnectCallback = (_, cancellation) => ConnectAsync(path, cancellation);
        SetProxy(handler, settings);
        return handler;
    }

    private static void SetProxy(SocketsHttpHandler handler, ConnectionSettings settings)
    {
        if (settings.Proxy is not { } proxy)
        {
            // A proxy of HTTP does not pass HTTP/2 on unless it can't look inside.
            handler.UseProxy = settings.Endpoint.Socket is null && (settings.Endpoint.IsTls || !settings.IsHttp2Only);
            return;
        }

        var user = Uri.UnescapeDataString(proxy.UserInfo).Split(':', 2);
        handler.Proxy = new WebProxy(new UriBuilder(proxy) { UserName = "", Password = "" }.Uri)
        {
            Credentials = proxy.UserInfo.Length > 0 ? new NetworkCredential(user[0], user.ElementAtOrDefault(1)) : null,
        };
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns the socket.")]
    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
