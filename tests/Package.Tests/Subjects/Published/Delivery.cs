using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Instrumentation;
using Instrumentation.Export;

namespace Subject;

/// <summary>Sends telemetry as OTLP, so that what is published has all that it takes.</summary>
internal static class Delivery
{
    private static readonly ActivitySource Source = new("Application.Sent");

    public static async Task RunAsync()
    {
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        var answering = AnswerAsync(receiver);
        foreach (var protocol in new[] { OtlpProtocol.HttpProtobuf, OtlpProtocol.HttpJson })
            await SendAsync(protocol, new Uri($"http://127.0.0.1:{((IPEndPoint)receiver.LocalEndpoint).Port}"));
        receiver.Stop();
        await answering;

        var folder = Directory.CreateTempSubdirectory("published");
        await SendAsync(OtlpProtocol.Grpc, new Uri("http://127.0.0.1:1"), folder.FullName);
        folder.Delete(recursive: true);
    }

    private static async Task SendAsync(OtlpProtocol protocol, Uri endpoint, string? folder = null)
    {
        var telemetry = Telemetry.Start(t =>
        {
            t.OnError(static _ => { }).ConfigureResource(static r => r.AddService("application"));
            t.WithTracing(t => t.AddSource(Source.Name)).AddOtlpExporter(o =>
            {
                (o.Endpoint, o.Protocol) = (endpoint, protocol);
                o.Compression = OtlpCompression.Gzip;
            });
            if (folder is not null)
                t.AddDiskBuffer(folder, 1 << 20);
        });
        for (var i = 0; i < 10; i++)
            Source.StartActivity("sent")?.SetTag("number", i).Dispose();
        await telemetry.DisposeAsync();
        var health = telemetry.Health;
        Observer.Write($"{protocol}: {health.Spans[0].Exported} arrived, {health.Spans[0].Undelivered} wait, all is well: {health.IsComplete}");
    }

    private static async Task AnswerAsync(TcpListener receiver)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(AnswerAsync(await receiver.AcceptTcpClientAsync()));
        }
        catch (SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private static async Task AnswerAsync(TcpClient client)
    {
        using (client)
        await using (var stream = client.GetStream())
        {
            while (await ReadAsync(stream))
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        }
    }

    private static async Task<bool> ReadAsync(NetworkStream stream)
    {
        const string Length = "content-length:";
        var (header, one) = (new StringBuilder(), new byte[1]);
        while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0)
                return false;
            header.Append((char)one[0]);
        }

        var length = header.ToString().Split("\r\n").Single(static line => line.StartsWith(Length, StringComparison.OrdinalIgnoreCase))[Length.Length..];
        await stream.ReadExactlyAsync(new byte[int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)]);
        return true;
    }
}
