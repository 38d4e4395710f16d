using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Instrumentation.Integration.Tests.Prometheus;

/// <summary>A sample that Prometheus answers with.</summary>
internal sealed record QueriedSample(IReadOnlyDictionary<string, string> Labels, double Value)
{
    public string this[string label] => Labels.GetValueOrDefault(label, "");
}

/// <summary>An exemplar that Prometheus has kept.</summary>
internal sealed record KeptExemplar(string Series, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>Prometheus itself, in a process and a folder of its own. Every wait has an end.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly LocalServer _server;

    private PrometheusServer(LocalServer server) => _server = server;

    /// <summary>What it has written to its log.</summary>
    public string Log => _server.Log;

    /// <summary>Where it takes remote-write.</summary>
    public Uri Write => new(_server.Address, "/api/v1/write");

    /// <summary>Starts one that scrapes twice a second, and takes remote-write.</summary>
    /// <param name="jobs">What: names of jobs, and the addresses of their pages.</param>
    public static Task<PrometheusServer> StartAsync(params (string Job, Uri Page)[] jobs) => StartAsync("exemplar-storage", jobs);

    /// <inheritdoc cref="StartAsync((string, Uri)[])"/>
    /// <param name="features">What it does beyond what all do.</param>
    /// <param name="jobs">What: names of jobs, and the addresses of their pages.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "It is disposed with this.")]
    public static async Task<PrometheusServer> StartAsync(string features, params (string Job, Uri Page)[] jobs) => new(await LocalServer.StartAsync("prometheus", (address, folder) =>
    {
        var targets = jobs.Select(static job => $$"""
              - {job_name: {{job.Job}}, metrics_path: {{job.Page.AbsolutePath}}, static_configs: [{targets: ["{{job.Page.Authority}}"]}]}
            """);
        File.WriteAllText(Path.Combine(folder, "prometheus.yml"), $$"""
            global: {scrape_interval: 500ms, scrape_timeout: 500ms}
            scrape_configs:
            {{string.Join('\n', targets)}}
            """);
        return
        [
            $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data", $"--web.listen-address={address}",
            "--web.enable-remote-write-receiver", $"--enable-feature={features}",
        ];
    }));

    /// <summary>Ends it as a crash would.</summary>
    public Task KillAsync() => _server.KillAsync();

    /// <summary>Starts it where it was, with the data that it had.</summary>
    public Task StartAgainAsync() => _server.StartAgainAsync();

    /// <summary>Asks for what an expression is now.</summary>
    public async Task<IReadOnlyList<QueriedSample>> QueryAsync(string expression)
    {
        var data = await _server.GetAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}");
        return [.. data.GetProperty("result").EnumerateArray().Select(static result => new QueriedSample(
            LabelsOf(result.GetProperty("metric")), double.Parse(result.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture)))];
    }

    /// <summary>Asks for the one number that an expression is.</summary>
    public async Task<double> ValueAsync(string expression) => Assert.Single(await QueryAsync(expression)).Value;

    /// <summary>Asks until the answer is as expected.</summary>
    public async Task<IReadOnlyList<QueriedSample>> SeenAsync(string expression, Func<IReadOnlyList<QueriedSample>, bool> isSeen)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var watch = Stopwatch.StartNew(); ; await timer.WaitForNextTickAsync())
        {
            var samples = await QueryAsync(expression);
            if (isSeen(samples))
                return samples;
            Assert.True(watch.Elapsed < Limit, $"{expression} is not as expected within {Limit}: {string.Join(", ", samples.Select(static s => s.Value))}\n{await TargetsAsync()}\n{Log}");
        }
    }

    /// <summary>Asks until an expression is one number, and this one.</summary>
    public Task SeenAsync(string expression, double value) => SeenAsync(expression, samples => samples is [var sample] && sample.Value == value);

    /// <summary>Asks for the exemplars of a series.</summary>
    public async Task<IReadOnlyList<KeptExemplar>> ExemplarsAsync(string series)
    {
        var now = DateTimeOffset.UtcNow;
        var data = await _server.GetAsync($"/api/v1/query_exemplars?query={Uri.EscapeDataString(series)}&start={now.AddHours(-1).ToUnixTimeSeconds()}&end={now.AddMinutes(1).ToUnixTimeSeconds()}");
        return [.. from result in data.EnumerateArray()
                   from exemplar in result.GetProperty("exemplars").EnumerateArray()
                   select new KeptExemplar(
                       result.GetProperty("seriesLabels").ToString(),
                       LabelsOf(exemplar.GetProperty("labels")),
                       double.Parse(exemplar.GetProperty("value").GetString()!, CultureInfo.InvariantCulture))];
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // Why a target is down is what one wants to know of a test that has waited in vain.
    private async Task<string> TargetsAsync() => (await _server.GetAsync("/api/v1/targets?state=active")).ToString();

    private static Dictionary<string, string> LabelsOf(JsonElement labels) =>
        labels.EnumerateObject().ToDictionary(static label => label.Name, static label => label.Value.GetString()!);
}
