using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Instrumentation.Integration.Tests.Support;

/// <summary>A request as it was on the wire.</summary>
internal sealed record WireRequest(string Method, string Path, string? TraceParent);

/// <summary>Stands between a client and a server, passes every byte on, and keeps what the client sent.</summary>
internal sealed partial class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<MemoryStream> _sent = [];
    private readonly Uri _server;
    private readonly Task _accepting;

    public Relay(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Ends the relay and waits until everything has been passed on.</summary>
    /// <returns>The requests that were sent, connection by connection.</returns>
    public async Task<IReadOnlyList<WireRequest>> EndAsync()
    {
        await _end.CancelAsync();
        await _accepting.WaitAsync(TimeSpan.FromSeconds(30));
        return [.. _sent.SelectMany(static bytes => Request().Matches(Encoding.Latin1.GetString(bytes.ToArray()))).Select(Read)];
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting.WaitAsync(TimeSpan.FromSeconds(30));
        _listener.Dispose();
        _end.Dispose();
    }

    private static WireRequest Read(Match request)
    {
        var header = TraceParent().Match(request.Groups["headers"].Value);
        var traceParent = header.Success ? header.Groups["value"].Value : null;
        return new WireRequest(request.Groups["method"].Value, request.Groups["path"].Value, traceParent);
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(PassOnAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(_server.Host, _server.Port);
        var sent = new MemoryStream();
        _sent.Enqueue(sent);
        await Task.WhenAny(CopyAsync(near, far, sent), CopyAsync(far, near, Stream.Null));
    }

    /// <summary>Copies until the sender has no more to say, or either end is gone.</summary>
    private async Task CopyAsync(TcpClient from, TcpClient to, Stream copy)
    {
        var buffer = new byte[4_096];
        try
        {
            int count;
            while ((count = await from.GetStream().ReadAsync(buffer, _end.Token)) > 0)
            {
                await copy.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection is over; what was sent until then is kept.
        }
    }

    [GeneratedRegex(@"(?<method>GET|POST) (?<path>/\S*) HTTP/1\.1\r\n(?<headers>(?:[^\r\n]+\r\n)*)\r\n")]
    private static partial Regex Request();

    [GeneratedRegex(@"^traceparent: (?<value>\S+)\r$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex TraceParent();
}
