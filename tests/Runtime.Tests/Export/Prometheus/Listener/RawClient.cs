using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Instrumentation.Runtime.Tests.Export.Prometheus.Listener;

/// <summary>A client that says what it is told, and can stop in the middle of it. Every wait has an end.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Socket _socket;

    private RawClient(Socket socket) => _socket = socket;

    public static async Task<RawClient> ConnectAsync(IPEndPoint server, int? receiveBuffer = null)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size)
            socket.ReceiveBufferSize = size;
        await socket.ConnectAsync(server).WaitAsync(Limit);
        return new RawClient(socket);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public Task SendAsync(byte[] bytes) => _socket.SendAsync(bytes).WaitAsync(Limit);

    /// <summary>Sends a byte at a time, until it has said all or is hung up on.</summary>
    /// <returns>How many bytes were taken.</returns>
    public async Task<int> DripAsync(string text, TimeSpan pause)
    {
        using var timer = new PeriodicTimer(pause);
        for (var i = 0; i < text.Length; i++, await timer.WaitForNextTickAsync())
        {
            try
            {
                await SendAsync(text[i..(i + 1)]);
            }
            catch (SocketException)
            {
                return i;
            }
        }

        return text.Length;
    }

    /// <summary>Says that nothing more comes; it still listens.</summary>
    public void HangUpSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Hangs up so that the other side notices at once.</summary>
    public void Abort()
    {
        _socket.LingerState = new LingerOption(enable: true, 0);
        _socket.Dispose();
    }

    /// <summary>Reads what comes until there is as much of it.</summary>
    public async Task<string> ReadAsync(int count)
    {
        var bytes = new byte[count];
        var read = 0;
        while (read < count)
        {
            var got = await _socket.ReceiveAsync(bytes.AsMemory(read)).AsTask().WaitAsync(Limit);
            Assert.True(got > 0, $"It hung up after {read} of {count} bytes.");
            read += got;
        }

        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>Reads one answer, whose body is as long as it says.</summary>
    public async Task<(string Status, string Body)> ReadAnswerAsync()
    {
        var head = "";
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head += await ReadAsync(1);
        var length = head.Split("Content-Length: ")[1].Split('\r')[0];
        return (head.Split(' ')[1], await ReadAsync(int.Parse(length)));
    }

    /// <summary>Reads until the other side hangs up.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var (text, buffer) = (new StringBuilder(), new byte[64 * 1024]);
        int got;
        try
        {
            while ((got = await _socket.ReceiveAsync(buffer).WaitAsync(Limit)) > 0)
                text.Append(Encoding.Latin1.GetString(buffer, 0, got));
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            text.Append("(reset)");
        }

        return text.ToString();
    }

    public void Dispose() => _socket.Dispose();
}
