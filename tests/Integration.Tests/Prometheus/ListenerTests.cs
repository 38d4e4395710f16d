using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Instrumentation.Integration.Tests.Support;

namespace Instrumentation.Integration.Tests.Prometheus;

/// <summary>The listener as a program has it, and clients that others wrote.</summary>
[Collection(ProcessWide.Name)]
public sealed class ListenerTests
{
    private static readonly double[] Values = [.. Enumerable.Range(1, 1_000).Select(static i => i / 100.0)];

    [Fact]
    public async Task Curl_gets_the_page_in_each_way_that_it_can_ask()
    {
        await using var program = new ListeningProgram();
        await program.ServesAsync();
        foreach (var options in new[] { "", "--http1.0", "--compressed", "--ipv4", "--ipv6", "--keepalive-time 1", "-H Connection:close", "--http2" })
        {
            await using var curl = RunningProgram.StartCommand("curl", ["--silent", "--show-error", "--fail", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), program.Page.ToString()]);

            Assert.Equal((0, ""), (await curl.EndAsync(), curl.Error));
            Assert.Contains("known_counted_total{", curl.Output, StringComparison.Ordinal);
        }

        await using var head = RunningProgram.StartCommand("curl", ["--silent", "--show-error", "--head", program.Page.ToString()]);
        Assert.Equal(0, await head.EndAsync());
        Assert.StartsWith("HTTP/1.1 200 OK", head.Output, StringComparison.Ordinal);

        await using var large = RunningProgram.StartCommand("sh", ["-c", $"head -c 3000000 /dev/zero | curl --silent --data-binary @- --output /dev/null --write-out '%{{http_code}}' {program.Page}"]);
        Assert.Equal(0, await large.EndAsync());
        Assert.Equal("405", large.Output);
    }

    [Fact]
    public async Task Prometheus_gives_the_numbers_that_are_known_and_the_texts_as_they_were()
    {
        await using var program = new ListeningProgram();
        await program.ServesAsync();
        using var source = new ActivitySource("Known");
        foreach (var value in Values)
        {
            using var span = source.StartActivity("work");
            program.Duration.Record(value, new KeyValuePair<string, object?>("där", "größe \"七\"\\\n"));
        }

        await using var prometheus = await PrometheusServer.StartAsync(("known", program.Page));
        await prometheus.SeenAsync("sum(known_duration_seconds_count)", Values.Length);

        Assert.Equal(Values.Sum(), await prometheus.ValueAsync("sum(known_duration_seconds_sum)"), 6);
        foreach (var quantile in new[] { 0.1, 0.5, 0.9, 0.99 })
        {
            var estimate = await prometheus.ValueAsync($"histogram_quantile({quantile.ToString(CultureInfo.InvariantCulture)}, known_duration_seconds_bucket)");
            var exact = Values[(int)(quantile * Values.Length) - 1];
            Assert.Equal(Array.FindIndex(ListeningProgram.Bounds, bound => exact <= bound), Array.FindIndex(ListeningProgram.Bounds, bound => estimate <= bound));
        }

        var series = Assert.Single(await prometheus.QueryAsync("known_duration_seconds_count"));
        Assert.Contains("größe \"七\"\\\n", series.Labels.Values);
        Assert.NotEmpty(await prometheus.ExemplarsAsync("known_duration_seconds_bucket"));
        await prometheus.SeenAsync("up", 1);

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Accept", "application/openmetrics-text;version=1.0.0");
        var samples = (await http.GetStringAsync(program.Page)).Split('\n').Count(static line => line.Length > 0 && line[0] != '#');
        await prometheus.SeenAsync("scrape_samples_scraped", samples);
    }

    [Fact]
    public async Task Two_hundred_scrapes_at_once_are_whole_pages()
    {
        await using var program = new ListeningProgram();
        await program.ServesAsync();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        var pages = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => http.GetStringAsync(program.Page)));

        Assert.All(pages, static page => Assert.Contains("\nknown_counted_total{otel_scope_name=\"Known\"} 3\n", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_end_of_telemetry_is_the_end_of_the_listener_and_the_next_one_has_the_port()
    {
        for (var (i, port) = (0, 0); i < 3; i++)
        {
            await using var program = new ListeningProgram(port);
            await program.ServesAsync();
            port = program.Page.Port;
            using var silent = new System.Net.Sockets.TcpClient();
            await silent.ConnectAsync("localhost", port);
            using var http = new HttpClient();
            Assert.Contains("known_counted_total", await http.GetStringAsync(program.Page), StringComparison.Ordinal);

            var watch = Stopwatch.StartNew();
            await program.DisposeAsync();
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(program.Page));
        }
    }

    [Fact]
    public async Task A_scrape_leaves_no_span()
    {
        await using var program = new ListeningProgram();
        await program.ServesAsync();
        var heard = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is not "System.Net.Http" and not "Experimental.System.Net.Http.Connections",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => heard++,
        };
        ActivitySource.AddActivityListener(listener);
        await using var curl = RunningProgram.StartCommand("curl", ["--silent", "--fail", program.Page.ToString()]);

        Assert.Equal(0, await curl.EndAsync());
        Assert.Equal(0, heard);
    }

    /// <summary>Telemetry whose listener has a free port, a counter that has counted to 3, and a histogram.</summary>
    private sealed class ListeningProgram : IAsyncDisposable
    {
        private readonly TaskCompletionSource<Uri> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Meter _meter = new("Known");
        private readonly Telemetry _telemetry;

        public ListeningProgram(int port = 0)
        {
            if (port > 0)
                _told.SetResult(new Uri($"http://localhost:{port}/metrics"));
            _telemetry = Telemetry.Start(t => t
                .OnError(error =>
                {
                    if (error.Message.Split("served at ") is [_, var address])
                        _told.TrySetResult(new Uri(address.TrimEnd('.')));
                })
                .WithTracing(static t => t.AddSource("Known").AddProcessor(new SilentProcessor()))
                .WithMetrics(m => m
                    .AddMeter("Known")
                    .AddView("known.duration", static v => v.Aggregate(Metrics.Aggregation.Histogram(Bounds)))
                    .AddPrometheusExporter(o => o.Port = port)));
            _meter.CreateCounter<int>("known.counted").Add(3);
            Duration = _meter.CreateHistogram<double>("known.duration", "s");
        }

        public static double[] Bounds { get; } = [0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9.5, 10];

        public Histogram<double> Duration { get; }

        public Uri Page { get; private set; } = null!;

        /// <summary>Waits until the page is there.</summary>
        public async Task ServesAsync()
        {
            Page = await _told.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await using var curl = RunningProgram.StartCommand("curl", ["--silent", "--retry", "60", "--retry-connrefused", "--retry-delay", "1", "--fail", Page.ToString()]);
            Assert.Equal(0, await curl.EndAsync());
        }

        public async ValueTask DisposeAsync()
        {
            await _telemetry.DisposeAsync();
            _meter.Dispose();
        }
    }
}
