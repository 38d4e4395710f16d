using System.Diagnostics;
using System.Diagnostics.Metrics;
using Instrumentation.Integration.Tests.Support;
using Instrumentation.Metrics;

namespace Instrumentation.Integration.Tests.Prometheus.Push;

/// <summary>What is sent by remote-write to Debian's Prometheus, it has as it was counted.</summary>
[Collection(ProcessWide.Name)]
public sealed class RemoteWriteTests : IAsyncLifetime
{
    private const string Target = "instance=one,job=shop/orders";

    private PrometheusServer _prometheus = null!;

    public async Task InitializeAsync() => _prometheus = await PrometheusServer.StartAsync("native-histograms,exemplar-storage");

    public async Task DisposeAsync() => await _prometheus.DisposeAsync();

    [Fact]
    public async Task Numbers_have_their_names_and_labels()
    {
        await using var pushed = Start(scope: "Shop");
        var orders = pushed.Meter.CreateCounter<long>("orders.placed", "{order}");
        orders.Add(2, new("region", "north"), new("Zone", "é"), new("job", "own"));
        orders.Add(3, new KeyValuePair<string, object?>("region", "south"));
        pushed.Meter.CreateUpDownCounter<double>("queue.size", "By").Add(-1.5);
        pushed.Meter.CreateGauge<double>("load", "1").Record(0.25);
        pushed.Meter.CreateHistogram("latency", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1, 1e20] }).Record(0.5);
        Assert.True(await pushed.FlushAsync());

        const string Scope = "otel_scope_name=Shop,otel_scope_version=1.0";
        Assert.Equal(
            [
                $"latency_seconds_bucket{{{Target},le=+Inf,{Scope}}} 1",
                $"latency_seconds_bucket{{{Target},le=0.1,{Scope}}} 0",
                $"latency_seconds_bucket{{{Target},le=1,{Scope}}} 1",
                $"latency_seconds_bucket{{{Target},le=1E+20,{Scope}}} 1",
                $"latency_seconds_count{{{Target},{Scope}}} 1",
                $"latency_seconds_sum{{{Target},{Scope}}} 0.5",
                $"load_ratio{{{Target},{Scope}}} 0.25",
                $"orders_placed_total{{Zone=é,exported_job=own,{Target},{Scope},region=north}} 2",
                $"orders_placed_total{{{Target},{Scope},region=south}} 3",
                $"queue_size_bytes{{{Target},{Scope}}} -1.5",
            ],
            await SeriesAsync("{otel_scope_name=\"Shop\"}"));
        var target = Assert.Single(await SeriesAsync("target_info"));
        Assert.StartsWith($"target_info{{", target, StringComparison.Ordinal);
        Assert.Contains($"{Target},", target, StringComparison.Ordinal);
        Assert.Contains("service_version=2.1", target, StringComparison.Ordinal);
        Assert.DoesNotContain("service_name", target, StringComparison.Ordinal);
        Assert.EndsWith("} 1", target, StringComparison.Ordinal);
        Assert.Empty(await pushed.ToldAsync());
        Assert.Equal((11, 0), (pushed.Health.Exported, pushed.Health.Dropped.Count));
    }

    [Fact]
    public async Task Exponential_histograms_are_native_ones()
    {
        await using var pushed = Start(static m => m.AddView("*", static v => v.Aggregate(Aggregation.ExponentialHistogram())));
        var latency = pushed.Meter.CreateHistogram<double>("latency", "s");
        for (var i = 1; i <= 1_000; i++)
            latency.Record(i / 100.0);
        latency.Record(0);
        latency.Record(-2);
        Assert.True(await pushed.FlushAsync());

        Assert.Equal(1_002, await _prometheus.ValueAsync("histogram_count(latency_seconds)"));
        Assert.Equal(5_003, await _prometheus.ValueAsync("histogram_sum(latency_seconds)"), 1e-9);
        Assert.Equal(5, await _prometheus.ValueAsync("histogram_quantile(0.5, latency_seconds)"), 0.05);
        Assert.Equal(9.9, await _prometheus.ValueAsync("histogram_quantile(0.99, latency_seconds)"), 0.4);
        Assert.Equal(2 / 1002.0, await _prometheus.ValueAsync("histogram_fraction(-3, 0.001, latency_seconds)"), 1e-9);
        Assert.Empty(await pushed.ToldAsync());
    }

    [Fact]
    public async Task Exemplars_come_with_their_traces()
    {
        await using var pushed = Start(more: static t => t.WithTracing(static tracing => tracing.AddSource("Push.Exemplars")));
        using var source = new ActivitySource("Push.Exemplars");
        var (orders, latency) = (pushed.Meter.CreateCounter<long>("orders"), pushed.Meter.CreateHistogram<double>("latency"));
        var traces = new List<string>();
        foreach (var value in new[] { 3.0, 30, 3_000 })
        {
            using var span = source.StartActivity("order")!;
            orders.Add(1);
            latency.Record(value);
            traces.Add(span.TraceId.ToHexString());
        }

        Assert.True(await pushed.FlushAsync());

        Assert.Equal([$"3 {traces[0]}"], await ExemplarsAsync("latency_bucket{le=\"5\"}"));
        Assert.Equal([$"30 {traces[1]}"], await ExemplarsAsync("latency_bucket{le=\"50\"}"));
        Assert.Equal([$"3000 {traces[2]}"], await ExemplarsAsync("latency_bucket{le=\"5000\"}"));
        Assert.Contains(Assert.Single(await ExemplarsAsync("orders_total")), traces.Select(static trace => $"1 {trace}"));
        Assert.True(await pushed.FlushAsync());
        Assert.Empty(await pushed.ToldAsync());
    }

    [Fact]
    public async Task A_receiver_that_dies_under_load_and_comes_back_gets_every_reading()
    {
        await using var pushed = Start(reading: static r => r.Interval = TimeSpan.FromMilliseconds(20));
        var readings = 0;
        pushed.Meter.CreateObservableCounter("readings", () => Interlocked.Increment(ref readings));
        var orders = pushed.Meter.CreateCounter<long>("orders");
        for (var i = 0; i < 3; i++)
        {
            var before = Volatile.Read(ref readings);
            Assert.True(await Task.Run(() => SpinWait.SpinUntil(
                () =>
                {
                    orders.Add(1);
                    return Volatile.Read(ref readings) > before + 10;
                },
                PushedMetrics.Bound)));
            await _prometheus.KillAsync();
            Assert.False(await pushed.FlushAsync(TimeSpan.FromMilliseconds(300)));
            await _prometheus.StartAgainAsync();
        }

        orders.Add(1_000_000);
        Assert.True(await pushed.FlushAsync());

        // Each reading is a sample of its own.
        Assert.True(await _prometheus.ValueAsync("readings_total") > 30);
        Assert.Equal(0, await _prometheus.ValueAsync("count_over_time(readings_total[1h]) - last_over_time(readings_total[1h])"));
        Assert.True(await _prometheus.ValueAsync("orders_total") > 1_000_000);
        Assert.Equal(0, await _prometheus.ValueAsync("resets(orders_total[1h])"));
        Assert.Empty(pushed.Health.Dropped);
        Assert.True(pushed.Health.Retries > 0);
    }

    [Fact]
    public async Task What_a_program_leaves_on_disk_the_next_one_sends_before_its_own()
    {
        var folder = Directory.CreateTempSubdirectory("push");
        try
        {
            await _prometheus.KillAsync();
            var start = 0.0;
            await using (var first = Start(more: t => t.AddDiskBuffer(folder.FullName, 1 << 20), scope: "Push.Disk"))
            {
                first.Meter.CreateObservableGauge("order", () => ++start);
                for (var i = 0; i < 5; i++)
                    Assert.False(await first.FlushAsync(TimeSpan.FromMilliseconds(50)));
            }

            await _prometheus.StartAgainAsync();
            await using var second = Start(more: t => t.AddDiskBuffer(folder.FullName, 1 << 20), scope: "Push.Disk");
            second.Meter.CreateObservableGauge("order", () => ++start);
            Assert.True(await second.FlushAsync());

            await _prometheus.SeenAsync("count_over_time(order[1h])", start);
            Assert.Equal(0, await _prometheus.ValueAsync("resets(order[1h])"));
            Assert.Equal(start, await _prometheus.ValueAsync("order"));
            Assert.Empty(await second.ToldAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private PushedMetrics Start(
        Action<MetricsBuilder>? metrics = null, Action<PeriodicReaderOptions>? reading = null, Action<TelemetryBuilder>? more = null, string? scope = null) => new(
        m =>
        {
            metrics?.Invoke(m);
            m.AddPrometheusRemoteWrite(o => o.Endpoint = _prometheus.Write, reading ?? PushedMetrics.OnDemand);
        },
        more,
        scope);

    /// <summary>What a query gives: a line for each series, <c>name{a=1,b=2} value</c>, sorted.</summary>
    private async Task<string[]> SeriesAsync(string query) =>
    [
        .. (await _prometheus.QueryAsync(query)).Select(static series =>
        {
            var labels = series.Labels.Where(static label => label.Key != "__name__").OrderBy(static label => label.Key, StringComparer.Ordinal);
            return FormattableString.Invariant($"{series["__name__"]}{{{string.Join(',', labels.Select(static label => $"{label.Key}={label.Value}"))}}} {series.Value}");
        }).Order(StringComparer.Ordinal),
    ];

    private async Task<string[]> ExemplarsAsync(string series) =>
        [.. (await _prometheus.ExemplarsAsync(series)).Select(static exemplar => FormattableString.Invariant($"{exemplar.Value} {exemplar.Labels["trace_id"]}"))];
}
