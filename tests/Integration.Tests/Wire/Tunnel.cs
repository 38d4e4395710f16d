using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>
/// What lies between a program and a receiver: it passes bytes on, or, as a proxy of HTTP, first asks for a password and connects to whom it is
/// told. Its connections can go dead without a word, as when a cable is pulled.
/// </summary>
internal sealed class Tunnel : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri? _receiver;
    private readonly Task _accepting;
    private TaskCompletionSource _dead = new();

    /// <param name="receiver">To whom bytes are passed on; null for a proxy, which is told by each connection.</param>
    public Tunnel(Uri? receiver)
    {
        _receiver = receiver;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public ConcurrentQueue<string> ProxyRequests { get; } = [];

    public int Connections { get; private set; }

    /// <summary>The connections that there are stay open, and carry nothing any more.</summary>
    public void GoDead() => Interlocked.Exchange(ref _dead, new()).SetResult();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting.WaitAsync(TimeSpan.FromSeconds(30));
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Connections++;
                connections.Add(CarryAsync(client));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        var dead = Volatile.Read(ref _dead).Task;
        try
        {
            var to = _receiver ?? await ConnectAsync(near.GetStream());
            await far.ConnectAsync(to.Host, to.Port, _end.Token);
            using var carrying = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            var (nearer, farther) = (near.GetStream(), far.GetStream());
            await Task.WhenAny(dead, nearer.CopyToAsync(farther, carrying.Token), farther.CopyToAsync(nearer, carrying.Token));
            await carrying.CancelAsync();
            if (dead.IsCompleted)
                await Task.Delay(Timeout.Infinite, _end.Token);
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or IOException)
        {
            // The end of the connection.
        }
    }

    /// <summary>Reads whom to connect to, once it is said by whom, and answers that it is done.</summary>
    private async Task<Uri> ConnectAsync(NetworkStream client)
    {
        while (true)
        {
            var request = await ReadRequestAsync(client);
            ProxyRequests.Enqueue(request);
            if (request.Contains("\r\nProxy-Authorization: ", StringComparison.OrdinalIgnoreCase))
            {
                await client.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), _end.Token);
                return new Uri("https://" + request.Split(' ')[1]);
            }

            await client.WriteAsync(
                "HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=tests\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _end.Token);
        }
    }

    private async Task<string> ReadRequestAsync(NetworkStream client)
    {
        var text = new StringBuilder();
        var octet = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await client.ReadAsync(octet, _end.Token) == 0)
                throw new IOException("The client has gone.");
            text.Append((char)octet[0]);
        }

        return text.ToString();
    }
}
