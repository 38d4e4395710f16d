using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Instrumentation.Integration.Tests.Support;

namespace Instrumentation.Integration.Tests.Prometheus;

/// <summary>A sample that Prometheus answers with.</summary>
internal sealed record QueriedSample(IReadOnlyDictionary<string, string> Labels, double Value)
{
    public string this[string label] => Labels.GetValueOrDefault(label, "");
}

/// <summary>An exemplar that Prometheus has kept.</summary>
internal sealed record KeptExemplar(string Series, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>Prometheus itself, in a process and a folder of its own. Every wait has an end.</summary>
internal sealed partial class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder;
    private readonly RunningProgram _process;
    private readonly HttpClient _http;

    private PrometheusServer(DirectoryInfo folder, RunningProgram process, Uri address)
    {
        (_folder, _process) = (folder, process);
        _http = new HttpClient { BaseAddress = address, Timeout = Limit };
    }

    /// <summary>What it has written to its log.</summary>
    public string Log => _process.Output;

    /// <summary>Starts one that scrapes twice a second.</summary>
    /// <param name="jobs">What: names of jobs, and the addresses of their pages.</param>
    public static Task<PrometheusServer> StartAsync(params (string Job, Uri Page)[] jobs) => StartAsync("exemplar-storage", jobs);

    /// <inheritdoc cref="StartAsync((string, Uri)[])"/>
    /// <param name="features">What it does beyond what all do.</param>
    /// <param name="jobs">What: names of jobs, and the addresses of their pages.</param>
    public static async Task<PrometheusServer> StartAsync(string features, params (string Job, Uri Page)[] jobs)
    {
        var folder = Directory.CreateTempSubdirectory("prometheus");
        var configuration = Path.Combine(folder.FullName, "prometheus.yml");
        var targets = jobs.Select(static job => $$"""
              - {job_name: {{job.Job}}, metrics_path: {{job.Page.AbsolutePath}}, static_configs: [{targets: ["{{job.Page.Authority}}"]}]}
            """);
        await File.WriteAllTextAsync(configuration, $$"""
            global: {scrape_interval: 500ms, scrape_timeout: 500ms}
            scrape_configs:
            {{string.Join('\n', targets)}}
            """);

        // What it says goes to standard error.
        var process = RunningProgram.StartCommand(
            "sh", ["-c", "exec prometheus \"$@\" 2>&1", "prometheus", $"--config.file={configuration}", $"--storage.tsdb.path={folder.FullName}/data",
                   "--web.listen-address=127.0.0.1:0", $"--enable-feature={features}"]);
        var address = (await process.SeenAsync(Listening())).Groups["address"].Value;
        await process.SeenAsync(Ready());
        return new PrometheusServer(folder, process, new Uri($"http://{address}"));
    }

    /// <summary>Asks for what an expression is now.</summary>
    public async Task<IReadOnlyList<QueriedSample>> QueryAsync(string expression)
    {
        var data = await GetAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}");
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
        var data = await GetAsync($"/api/v1/query_exemplars?query={Uri.EscapeDataString(series)}&start={now.AddHours(-1).ToUnixTimeSeconds()}&end={now.AddMinutes(1).ToUnixTimeSeconds()}");
        return [.. from result in data.EnumerateArray()
                   from exemplar in result.GetProperty("exemplars").EnumerateArray()
                   select new KeptExemplar(
                       result.GetProperty("seriesLabels").ToString(),
                       LabelsOf(exemplar.GetProperty("labels")),
                       double.Parse(exemplar.GetProperty("value").GetString()!, CultureInfo.InvariantCulture))];
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    // Why a target is down is what one wants to know of a test that has waited in vain.
    private async Task<string> TargetsAsync() => (await GetAsync("/api/v1/targets?state=active")).ToString();

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("data").Clone();
    }

    private static Dictionary<string, string> LabelsOf(JsonElement labels) =>
        labels.EnumerateObject().ToDictionary(static label => label.Name, static label => label.Value.GetString()!);

    [GeneratedRegex("msg=\"Listening on\" address=(?<address>\\S+)\n")]
    private static partial Regex Listening();

    [GeneratedRegex("Server is ready to receive web requests")]
    private static partial Regex Ready();
}
