using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>
/// A receiver of OTLP that others wrote, in a process of its own: <c>Receiver/receiver.js</c>. It can be killed and started again at the same
/// addresses; what it has got until then stays known.
/// </summary>
internal sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("receiver");
    private readonly TestCertificates? _tls;
    private readonly bool _asksForCertificates;
    private Dictionary<string, int> _ports;
    private Process _process = null!;
    private bool _isRunning;

    private Receiver(TestCertificates? tls, bool asksForCertificates)
    {
        (_tls, _asksForCertificates) = (tls, asksForCertificates);
        _ports = tls is null ? new() { ["grpc"] = 0, ["http"] = 0 } : new() { ["grpc"] = 0, ["http"] = 0, ["grpcTls"] = 0, ["httpTls"] = 0 };
    }

    public Uri Grpc => new($"http://localhost:{_ports["grpc"]}");

    public Uri Http => new($"http://localhost:{_ports["http"]}");

    public Uri GrpcTls => new($"https://localhost:{_ports["grpcTls"]}");

    public Uri HttpTls => new($"https://localhost:{_ports["httpTls"]}");

    public Uri GrpcSocket => new($"unix://{Socket}.grpc");

    public Uri HttpSocket => new($"unix://{Socket}.http");

    /// <summary>What it has got until now, in order, since it was first started.</summary>
    public IReadOnlyList<Received> Requests
    {
        get
        {
            using var file = new FileStream(Log, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);

            // One that was killed may have been writing.
            return [.. reader.ReadToEnd().Split('\n')[..^1].Select(static line => JsonSerializer.Deserialize<Received>(line, Web)!)];
        }
    }

    /// <summary>Of the requests that it has taken.</summary>
    public IEnumerable<ReceivedSpan> Spans => Requests.Where(static request => request.Taken).SelectMany(static request => request.Spans);

    /// <summary>Of the requests that it has taken.</summary>
    public IEnumerable<ReceivedPoint> Points => Requests.Where(static request => request.Taken).SelectMany(static request => request.Points);

    private string Socket => Path.Combine(_folder.FullName, "socket");

    private string Log => Path.Combine(_folder.FullName, "requests");

    /// <summary>Starts one.</summary>
    /// <param name="tls">Its certificate; without one it speaks no TLS.</param>
    /// <param name="asksForCertificates">Whether it talks only to those who have a certificate of the same authority.</param>
    public static async Task<Receiver> StartAsync(TestCertificates? tls = null, bool asksForCertificates = false)
    {
        var receiver = new Receiver(tls, asksForCertificates);
        await receiver.StartAgainAsync();
        return receiver;
    }

    /// <summary>Starts it at the addresses that it had.</summary>
    public async Task StartAgainAsync()
    {
        var places = typeof(Receiver).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>();
        var folder = Path.GetFullPath(places.Single(static place => place.Key == "Receiver").Value!, AppContext.BaseDirectory);
        foreach (var socket in new[] { GrpcSocket, HttpSocket })
            File.Delete(socket.LocalPath);
        var settings = new Dictionary<string, object?>(_ports.Select(static port => KeyValuePair.Create(port.Key, (object?)port.Value)))
        {
            ["protos"] = Path.Combine(folder, "..", "Protos"),
            ["log"] = Log,
            ["socket"] = Socket,
            ["tls"] = _tls is null
                ? null
                : new { cert = _tls.ServerCertificate, key = _tls.ServerKey, ca = _asksForCertificates ? _tls.Authority : null },
        };
        _process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "receiver.js"), JsonSerializer.Serialize(settings)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _isRunning = true;
        _ports = JsonSerializer.Deserialize<Dictionary<string, int>>(await ReadLineAsync())!;
    }

    /// <summary>From now on it answers so.</summary>
    public async Task AnswerAsync(Fault fault)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(fault.ToJson());
            await _process.StandardInput.FlushAsync().WaitAsync(Limit);
        }
        catch (IOException)
        {
            // It has ended; reading says why.
        }

        await ReadLineAsync();
    }

    /// <summary>What it has got of these spans.</summary>
    public IReadOnlyList<Received> RequestsWith(IReadOnlyList<string> ids)
    {
        var asked = ids.ToHashSet(StringComparer.Ordinal);
        return [.. Requests.Where(request => request.Spans.Any(span => asked.Contains(span.Id)))];
    }

    /// <summary>Waits until what it has got is as expected.</summary>
    public async Task SeenAsync(Func<Receiver, bool> isSeen)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var watch = Stopwatch.StartNew(); !isSeen(this); await timer.WaitForNextTickAsync())
            Assert.True(watch.Elapsed < Limit, $"The receiver did not get what was expected within {Limit}.");
    }

    /// <summary>Ends it as a crash would: connections break, and nobody listens.</summary>
    public async Task KillAsync()
    {
        _isRunning = false;
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Limit);
        _process.Dispose();
    }

    /// <summary>From now on its connections stay, others are made, and nothing is read or answered.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>It goes on where it was frozen.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        if (_isRunning)
            await KillAsync();
        _folder.Delete(recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString()]);
        await kill.WaitForExitAsync().WaitAsync(Limit);
        Assert.Equal(0, kill.ExitCode);
    }

    private async Task<string> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Limit)
        ?? throw new InvalidOperationException("The receiver has ended: " + await _process.StandardError.ReadToEndAsync().WaitAsync(Limit));
}
