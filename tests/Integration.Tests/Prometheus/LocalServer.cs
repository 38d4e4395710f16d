using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Instrumentation.Integration.Tests.Support;

namespace Instrumentation.Integration.Tests.Prometheus;

/// <summary>One of Prometheus' own servers in a process. It can be killed, and started again at the same address with the data it had.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prometheus");
    private readonly HttpClient _client = new();
    private readonly string _command;
    private readonly string[] _arguments;
    private RunningProgram? _program;

    private LocalServer(string command, Func<string, string, string[]> arguments)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Address = new($"http://{listener.LocalEndpoint}");
        _command = command;
        _arguments = arguments(listener.LocalEndpoint.ToString()!, _folder.FullName);
        _client.BaseAddress = Address;
    }

    public Uri Address { get; }

    /// <summary>What it has written to its log since it was started last.</summary>
    public string Log => _program?.Error ?? "";

    /// <summary>Starts one.</summary>
    /// <param name="command">What it is.</param>
    /// <param name="arguments">Its arguments: by the address where it is to listen, and a folder of its own.</param>
    public static async Task<LocalServer> StartAsync(string command, Func<string, string, string[]> arguments)
    {
        var server = new LocalServer(command, arguments);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Ends it as a crash would.</summary>
    public async Task KillAsync()
    {
        await _program!.KillAsync();
        await _program.DisposeAsync();
        _program = null;
    }

    /// <summary>Starts it where it was.</summary>
    public async Task StartAgainAsync()
    {
        _program = RunningProgram.StartCommand(_command, _arguments);
        await SeenAsync(async () => (await _client.GetAsync(new Uri("/-/ready", UriKind.Relative))).IsSuccessStatusCode);
    }

    public async Task<string> TextAsync(string path)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }

    /// <summary>What its HTTP API answers.</summary>
    public async Task<JsonElement> GetAsync(string path) => JsonSerializer.Deserialize<JsonElement>(await TextAsync(path)).GetProperty("data");

    /// <summary>Waits until something is so.</summary>
    public async Task SeenAsync(Func<Task<bool>> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var watch = Stopwatch.StartNew(); ; await timer.WaitForNextTickAsync())
        {
            try
            {
                if (await isSo())
                    return;
            }
            catch (HttpRequestException) when (watch.Elapsed < Limit)
            {
                // It is not there yet.
            }

            Assert.True(watch.Elapsed < Limit, $"{_command} did not do what was expected within {Limit}.\n{Log}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
            await _program.DisposeAsync();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }
}
