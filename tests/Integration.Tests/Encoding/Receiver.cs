using System.Net;
using System.Net.Sockets;

namespace Instrumentation.Integration.Tests.Otlp;

/// <summary>An HTTP server on loopback that takes everything, and keeps the bodies.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Task<List<byte[]>> _receiving;

    public Receiver()
    {
        (_listener, Address) = Start();
        _receiving = ReceiveAsync();
    }

    public Uri Address { get; }

    /// <summary>Takes no more.</summary>
    /// <returns>What came.</returns>
    public IReadOnlyList<byte[]> End()
    {
        _listener.Stop();
        return _receiving.WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
    }

    public void Dispose() => ((IDisposable)_listener).Dispose();

    // A port that is free may be taken before it is used.
    private static (HttpListener Listener, Uri Address) Start()
    {
        for (var attempt = 0; ; attempt++)
        {
            var listener = new HttpListener();
            var address = $"http://127.0.0.1:{FreePort()}/";
            listener.Prefixes.Add(address);
            try
            {
                listener.Start();
                return (listener, new Uri(address));
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task<List<byte[]>> ReceiveAsync()
    {
        var bodies = new List<byte[]>();
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return bodies;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            bodies.Add(body.ToArray());
            context.Response.Close();
        }
    }
}
