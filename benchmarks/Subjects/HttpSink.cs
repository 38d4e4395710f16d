using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Instrumentation.Benchmarks.Subjects;

/// <summary>Takes requests of HTTP/1.1 on this machine, and answers that all is well: as little as a receiver can do, on threads of its own.</summary>
internal sealed class HttpSink : IDisposable
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public HttpSink()
    {
        _listener.Start();
        Begin(() =>
        {
            while (true)
            {
                var client = _listener.AcceptTcpClient();
                Begin(() => Serve(client));
            }
        });
    }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"));

    public void Dispose() => _listener.Dispose();

    private static void Begin(Action work)
    {
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception end) when (end is IOException or SocketException)
            {
                // The other side has gone, or this one.
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
    }

    private static void Serve(TcpClient client)
    {
        using var stream = client.GetStream();
        var buffer = new byte[1 << 20];
        var held = 0;
        while (true)
        {
            int end;
            while ((end = buffer.AsSpan(0, held).IndexOf("\r\n\r\n"u8)) < 0)
            {
                if (Read() == 0)
                    return;
            }

            var length = Encoding.ASCII.GetString(buffer, 0, end).Split("\r\n")
                .Where(static line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase))
                .Select(static line => int.Parse(line.AsSpan(15), CultureInfo.InvariantCulture))
                .Single();
            for (var left = end + 4 + length - held; left > 0;)
            {
                held = 0;
                var count = stream.Read(buffer, 0, Math.Min(left, buffer.Length));
                if (count == 0)
                    return;
                left -= count;
            }

            // A client that has not had its answer sends nothing more.
            held = 0;
            stream.Write(Answer);
        }

        int Read()
        {
            var count = stream.Read(buffer, held, buffer.Length - held);
            held += count;
            return count;
        }
    }
}
