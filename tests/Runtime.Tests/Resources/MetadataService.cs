using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Instrumentation.Runtime.Tests.Resources;

/// <summary>An endpoint of a cloud, on this machine.</summary>
internal sealed class MetadataService : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<string, byte[]?> _answer;
    private readonly Task _serving;

    /// <param name="answer">Is given a request's line and headers, and gives all of the answer; null is silence.</param>
    public MetadataService(Func<string, byte[]?> answer)
    {
        _answer = answer;
        _listener.Start();
        Host = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _serving = ServeAsync();
    }

    public string Host { get; }

    public Uri Address => new("http://" + Host);

    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>A service that has documents, and gives them to those who send the header.</summary>
    public static MetadataService With(string header, params (string Question, string Answer)[] documents) => new(request =>
    {
        var question = request[..request.IndexOf(" HTTP/1.1", StringComparison.Ordinal)];
        var document = documents.FirstOrDefault(document => document.Question == question).Answer;
        var isAllowed = question.StartsWith("PUT ", StringComparison.Ordinal) || request.Contains(header + "\r\n", StringComparison.OrdinalIgnoreCase);
        return document is not null && isAllowed
            ? Answer("200 OK", document, header)
            : Answer("404 Not Found", "");
    });

    public static byte[] Answer(string status, string body, string header = "X: y") =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{header}\r\n\r\n{body}");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var closing = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII);
            var request = new StringBuilder();
            while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 } line)
                request.Append(line).Append("\r\n");
            Requests.Enqueue(request.ToString());
            if (_answer(request.ToString()) is { } answer)
                await stream.WriteAsync(answer, _end.Token);
            else
                await Task.Delay(Timeout.InfiniteTimeSpan, _end.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The one who asked is gone, or the test is over.
        }
    }
}
