using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Support.Metered;

namespace Instrumentation.Runtime.Tests.Export.Prometheus;

/// <summary>What pages look like, in both texts.</summary>
[Collection(ProcessWide.Name)]
public sealed class TextPageTests : IDisposable
{
    private readonly Meter _meter = new("Page." + Guid.NewGuid());

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task Counters_gauges_and_sums_that_go_down_are_families_sorted_by_name()
    {
        await using var telemetry = Pages.Start(_meter.Name);
        Record();

        Assert.Equal(
            """
            # HELP cart_items Items in carts
            # TYPE cart_items gauge
            cart_items{shop="north"} -3
            # TYPE disk_usage_ratio gauge
            disk_usage_ratio 0.25
            # HELP orders_placed_total Orders that were placed
            # TYPE orders_placed_total counter
            orders_placed_total{express="true",shop_region="north"} 3
            orders_placed_total{express="false",shop_region="south"} 1

            """,
            await telemetry.PageAsync());
    }

    [Fact]
    public async Task OpenMetrics_tells_units_start_times_and_the_end()
    {
        await using var telemetry = Pages.Start(_meter.Name);
        Record();

        Assert.Equal(
            """
            # HELP cart_items Items in carts
            # TYPE cart_items gauge
            cart_items{shop="north"} -3
            # TYPE disk_usage_ratio gauge
            # UNIT disk_usage_ratio ratio
            disk_usage_ratio 0.25
            # HELP orders_placed Orders that were placed
            # TYPE orders_placed counter
            orders_placed_total{express="true",shop_region="north"} 3
            orders_placed_created{express="true",shop_region="north"} <time>
            orders_placed_total{express="false",shop_region="south"} 1
            orders_placed_created{express="false",shop_region="south"} <time>
            # EOF

            """,
            WithoutTimes(await telemetry.PageAsync(Pages.OpenMetrics)));
    }

    [Fact]
    public async Task Histograms_are_cumulative_whatever_their_buckets()
    {
        await using var telemetry = Pages.Start(_meter.Name, metrics: static m => m
            .AddView("latency", static v => v.Aggregate(Aggregation.Histogram([0.5, 1, 2.5])))
            .AddView("balance", static v => v.Aggregate(Aggregation.Histogram([-1, 0])))
            .AddView("size", static v => v.Aggregate(Aggregation.ExponentialHistogram(maxScale: 0))));
        var latency = _meter.CreateHistogram<double>("latency", "s");
        var balance = _meter.CreateHistogram<int>("balance");
        var size = _meter.CreateHistogram<int>("size", "By");
        foreach (var value in new[] { 0.1, 0.5, 0.75, 7 })
            latency.Record(value, Tag("le", "mine"));
        balance.Record(-5);
        foreach (var value in new[] { 0, 1, 3, 4 })
            size.Record(value);

        Assert.Equal(
            """
            # TYPE balance histogram
            balance_bucket{le="-1"} 1
            balance_bucket{le="0"} 1
            balance_bucket{le="+Inf"} 1
            balance_count 1
            # TYPE latency_seconds histogram
            latency_seconds_bucket{exported_le="mine",le="0.5"} 2
            latency_seconds_bucket{exported_le="mine",le="1"} 3
            latency_seconds_bucket{exported_le="mine",le="2.5"} 3
            latency_seconds_bucket{exported_le="mine",le="+Inf"} 4
            latency_seconds_sum{exported_le="mine"} 8.35
            latency_seconds_count{exported_le="mine"} 4
            # TYPE size_bytes histogram
            size_bytes_bucket{le="0"} 1
            size_bytes_bucket{le="0.5"} 1
            size_bytes_bucket{le="1"} 2
            size_bytes_bucket{le="2"} 2
            size_bytes_bucket{le="4"} 4
            size_bytes_bucket{le="+Inf"} 4
            size_bytes_sum 8
            size_bytes_count 4

            """,
            await telemetry.PageAsync());
        Assert.Contains(
            """
            # TYPE latency_seconds histogram
            # UNIT latency_seconds seconds
            latency_seconds_bucket{exported_le="mine",le="0.5"} 2
            latency_seconds_bucket{exported_le="mine",le="1.0"} 3
            latency_seconds_bucket{exported_le="mine",le="2.5"} 3
            latency_seconds_bucket{exported_le="mine",le="+Inf"} 4
            latency_seconds_sum{exported_le="mine"} 8.35
            latency_seconds_count{exported_le="mine"} 4
            latency_seconds_created{exported_le="mine"} <time>
            """,
            WithoutTimes(await telemetry.PageAsync(Pages.OpenMetrics)),
            StringComparison.Ordinal);
    }

    internal static string WithoutTimes(string page) => Regex.Replace(page, @"(?<=_created\S* )[0-9]{10}\.[0-9]{3}$", "<time>", RegexOptions.Multiline);

    private void Record()
    {
        var orders = _meter.CreateCounter<long>("orders.placed", "{order}", "Orders that were placed");
        orders.Add(2, Tag("shop.region", "north"), Tag("express", true));
        orders.Add(1, Tag("express", true), Tag("shop.region", "north"));
        orders.Add(1, Tag("shop.region", "south"), Tag("express", false));
        _meter.CreateUpDownCounter<int>("cart.items", "{item}", "Items in carts").Add(-3, Tag("shop", "north"));
        _meter.CreateGauge<double>("disk.usage", "1").Record(0.25);
    }
}
