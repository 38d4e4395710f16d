using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Instrumentation.Integration.Tests.Support;

namespace Instrumentation.Integration.Tests.Prometheus.Push;

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

    /// <summary>Where it takes remote-write.</summary>
    public Uri Write => new(Address, "/api/v1/write");

    /// <summary>A Prometheus that takes remote-write, with native histograms and exemplars, and that scrapes nothing.</summary>
    public static Task<LocalServer> PrometheusAsync() => StartAsync("prometheus", static (address, folder) =>
    {
        File.WriteAllText(Path.Combine(folder, "prometheus.yml"), "global: {}\nstorage: {exemplars: {max_exemplars: 10000}}\n");
        return
        [
            $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data", $"--web.listen-address={address}",
            "--web.enable-remote-write-receiver", "--enable-feature=native-histograms,exemplar-storage",
        ];
    });

    public static Task<LocalServer> PushgatewayAsync() => StartAsync("prometheus-pushgateway", static (address, _) => [$"--web.listen-address={address}"]);

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

    public Task<string> TextAsync(string path) => _client.GetStringAsync(new Uri(path, UriKind.Relative));

    public async Task<JsonElement> GetAsync(string path) => JsonSerializer.Deserialize<JsonElement>(await TextAsync(path)).GetProperty("data");

    /// <summary>What a query gives: a line for each series, <c>name{a=1,b=2} value</c>, sorted.</summary>
    public async Task<string[]> QueryAsync(string query)
    {
        var data = await GetAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}");
        return [.. data.GetProperty("result").EnumerateArray().Select(Line).Order(StringComparer.Ordinal)];
    }

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

            Assert.True(watch.Elapsed < Limit, $"{_command} did not do what was expected within {Limit}.\n{_program?.Error}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
            await _program.DisposeAsync();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<LocalServer> StartAsync(string command, Func<string, string, string[]> arguments)
    {
        var server = new LocalServer(command, arguments);
        await server.StartAgainAsync();
        return server;
    }

    private static string Line(JsonElement series)
    {
        var labels = series.GetProperty("metric").EnumerateObject().ToDictionary(static label => label.Name, static label => label.Value.GetString()!);
        labels.Remove("__name__", out var name);
        var shown = string.Join(',', labels.OrderBy(static label => label.Key, StringComparer.Ordinal).Select(static label => $"{label.Key}={label.Value}"));
        return $"{name}{{{shown}}} {(series.TryGetProperty("value", out var value) ? value[1] : series.GetProperty("histogram")[1])}";
    }
}
