using System.Diagnostics.Metrics;
using System.Text.Json;
using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Integration.Tests.Support;

namespace Instrumentation.Integration.Tests.Prometheus.Push;

/// <summary>What is pushed to Debian's Pushgateway it keeps under its key, replaces and forgets as it was told.</summary>
[Collection(ProcessWide.Name)]
public sealed class PushgatewayTests : IAsyncLifetime
{
    private LocalServer _gateway = null!;

    public async Task InitializeAsync() => _gateway = await LocalServer.StartAsync("prometheus-pushgateway", static (address, _) => [$"--web.listen-address={address}"]);

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Metrics_are_kept_under_the_key_that_was_said()
    {
        await using var pushed = Start(static o =>
        {
            (o.Job, o.ScopeLabels) = ("nightly run/ü", false);
            o.GroupingKey["instance"] = "10.0.0.1:80";
            o.GroupingKey["zone"] = "";
        });
        pushed.Meter.CreateCounter<long>("orders.placed", null, "Orders that were placed.").Add(2, new KeyValuePair<string, object?>("region", "north"));
        pushed.Meter.CreateHistogram("latency", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1] }).Record(0.5);
        Assert.True(await pushed.FlushAsync());

        Assert.Equal(["instance=10.0.0.1:80,job=nightly run/ü,zone= latency_seconds:HISTOGRAM orders_placed_total:COUNTER target_info:GAUGE"], await GroupsAsync());
        var page = await _gateway.TextAsync("/metrics");
        Assert.Contains("orders_placed_total{instance=\"10.0.0.1:80\",job=\"nightly run/ü\",region=\"north\",zone=\"\"} 2\n", page, StringComparison.Ordinal);
        Assert.Contains("latency_seconds_bucket{instance=\"10.0.0.1:80\",job=\"nightly run/ü\",zone=\"\",le=\"1\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("# HELP orders_placed_total Orders that were placed.\n", page, StringComparison.Ordinal);
        Assert.Empty(await pushed.ToldAsync());
        Assert.Equal((3, 0), (pushed.Health.Exported + 1, pushed.Health.Dropped.Count));
    }

    [Theory]
    [InlineData(PrometheusPushMethod.Put, "job=shop/orders second_total:COUNTER target_info:GAUGE")]
    [InlineData(PrometheusPushMethod.Post, "job=shop/orders first_total:COUNTER second_total:COUNTER target_info:GAUGE")]
    public async Task What_was_there_before_goes_altogether_or_by_name(PrometheusPushMethod method, string left)
    {
        foreach (var name in new[] { "first", "second" })
        {
            await using var pushed = Start(o => o.Method = method);
            pushed.Meter.CreateCounter<long>(name).Add(1);
        }

        Assert.Equal([left], await GroupsAsync());
    }

    [Fact]
    public async Task The_last_numbers_are_pushed_at_the_end_and_stay()
    {
        await using (var pushed = Start())
        {
            var orders = pushed.Meter.CreateCounter<long>("orders");
            orders.Add(1);
            Assert.True(await pushed.FlushAsync());
            orders.Add(41);
        }

        Assert.Contains("} 42\n", Line(await _gateway.TextAsync("/metrics"), "orders_total{"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_forgotten_at_the_end_where_that_is_asked_for_and_others_are_not()
    {
        await using (var other = Start(static o => o.GroupingKey["instance"] = "other"))
            other.Meter.CreateCounter<long>("orders").Add(1);
        await using (var pushed = Start(static o => o.DeleteAtEnd = true))
        {
            pushed.Meter.CreateCounter<long>("orders").Add(1);
            Assert.True(await pushed.FlushAsync());
            Assert.Equal(2, (await GroupsAsync()).Length);
        }

        Assert.Equal(["instance=other,job=shop/orders orders_total:COUNTER target_info:GAUGE"], await GroupsAsync());
    }

    [Fact]
    public async Task What_the_gateway_refuses_is_told_in_its_words()
    {
        await using (var counter = Start(static o => o.GroupingKey["instance"] = "other"))
            counter.Meter.CreateCounter<long>("orders").Add(1);
        await using var gauge = Start(static o => o.Translation = PrometheusTranslation.UnderscoreEscapingWithoutSuffixes);
        gauge.Meter.CreateGauge<long>("orders_total").Record(1);
        Assert.True(await gauge.FlushAsync());

        var told = Assert.Single(await gauge.ToldAsync());
        Assert.StartsWith($"{_gateway.Address.AbsoluteUri.TrimEnd('/')}: a request was refused: HTTP 400: pushed metrics are invalid or inconsistent", told, StringComparison.Ordinal);
        Assert.Equal(1, gauge.Health.Dropped[DropReason.Refused]);
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_not_pushed_and_that_is_told_with_the_remedy()
    {
        await using var pushed = Start();
        var text = new string('x', 1 << 20);
        var counter = pushed.Meter.CreateCounter<long>("large");
        for (var i = 0; i < 65; i++)
            counter.Add(1, new("text", text), new("i", i));
        Assert.True(await pushed.FlushAsync());

        Assert.Contains("A view that drops tags", Assert.Single(await pushed.ToldAsync()), StringComparison.Ordinal);
        Assert.Equal((65, 0), (pushed.Health.Dropped[DropReason.TooLarge], pushed.Health.Exported));
        Assert.Empty(await GroupsAsync());
    }

    [Fact]
    public async Task While_the_gateway_is_away_the_last_page_waits_for_it_and_nothing_is_lost()
    {
        await using var pushed = Start();
        var orders = pushed.Meter.CreateCounter<long>("orders");
        orders.Add(1);
        Assert.True(await pushed.FlushAsync());
        await _gateway.KillAsync();
        for (var i = 0; i < 10; i++)
        {
            orders.Add(1);
            Assert.False(await pushed.FlushAsync(TimeSpan.FromMilliseconds(50)));
        }

        Assert.Equal((1, 9), (pushed.Health.Undelivered, pushed.Health.Superseded));
        await _gateway.StartAgainAsync();
        Assert.True(await pushed.FlushAsync());

        Assert.Contains("} 11\n", Line(await _gateway.TextAsync("/metrics"), "orders_total{"), StringComparison.Ordinal);
        Assert.Empty(pushed.Health.Dropped);
        Assert.Contains("did not take telemetry, which waits until it does", Assert.Single(await pushed.ToldAsync()), StringComparison.Ordinal);
    }

    private PushedMetrics Start(Action<PrometheusPushgatewayOptions>? configure = null) => new(m => m.AddPrometheusPushgateway(
        o =>
        {
            o.Endpoint = _gateway.Address;
            configure?.Invoke(o);
        },
        PushedMetrics.OnDemand));

    /// <summary>What the gateway keeps: a line for each key, with the metrics of it and their types.</summary>
    private async Task<string[]> GroupsAsync() =>
    [
        .. (await _gateway.GetAsync("/api/v1/metrics")).EnumerateArray().Select(static group =>
        {
            var key = group.GetProperty("labels").EnumerateObject().OrderBy(static label => label.Name, StringComparer.Ordinal).Select(static label => $"{label.Name}={label.Value}");
            var metrics = group.EnumerateObject()
                .Where(static member => member.Value.ValueKind == JsonValueKind.Object && member.Value.TryGetProperty("type", out _)
                    && !member.Name.StartsWith("push_", StringComparison.Ordinal))
                .OrderBy(static member => member.Name, StringComparer.Ordinal).Select(static member => $"{member.Name}:{member.Value.GetProperty("type")}");
            return $"{string.Join(',', key)} {string.Join(' ', metrics)}";
        }).Order(StringComparer.Ordinal),
    ];

    private static string Line(string page, string start) => Assert.Single(page.Split('\n'), line => line.StartsWith(start, StringComparison.Ordinal)) + "\n";
}
