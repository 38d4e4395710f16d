using System.Globalization;
using Instrumentation.Integration.Tests.Support;

namespace Instrumentation.Integration.Tests.Prometheus;

/// <summary>What Prometheus says of the shop is what the shop's client counted, through either door.</summary>
public sealed class ShopScrapeTests(ShopScrape shop) : IClassFixture<ShopScrape>
{
    // Those of [Timed].
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, double.PositiveInfinity];

    [Theory]
    [InlineData("endpoint")]
    [InlineData("listener")]
    public async Task Sums_are_the_orders_that_were_sent(string door)
    {
        var sums = await shop.Prometheus.QueryAsync($"sum by (order_outcome) (shop_orders_received_total{{job=\"{door}\"}})");

        Assert.Equal(
            shop.Orders.OrderBy(static order => order.Key, StringComparer.Ordinal).Select(static order => (order.Key, (double)order.Value)),
            sums.Select(static sum => (sum["order_outcome"], sum.Value)).OrderBy(static sum => sum.Item1, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("endpoint")]
    [InlineData("listener")]
    public async Task A_rate_is_that_of_the_orders_that_came_while_it_was_looked_at(string door)
    {
        var perSecond = await shop.Prometheus.ValueAsync($"sum(rate(shop_orders_received_total{{job=\"{door}\"}}[10m]))");

        // Prometheus extends what it saw by up to half a scrape at either end.
        var came = shop.Orders.Values.Sum() - shop.Before.Values.Sum();
        Assert.InRange(perSecond * 600, came, 1.25 * came);
    }

    [Fact]
    public async Task The_top_is_the_outcome_that_came_most_often()
    {
        var top = Assert.Single(await shop.Prometheus.QueryAsync("topk(1, sum by (order_outcome) (shop_orders_received_total{job=\"listener\"}))"));

        Assert.Equal(("placed", shop.Orders["placed"]), (top["order_outcome"], top.Value));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task A_quantile_is_that_of_the_clients_watch_within_a_bucket(double quantile)
    {
        const string Histogram = "shop_service_checkout_place_duration_seconds";
        var estimate = await shop.Prometheus.ValueAsync(
            $"histogram_quantile({quantile.ToString(CultureInfo.InvariantCulture)}, sum by (le) ({Histogram}_bucket{{job=\"endpoint\"}}))");
        var count = await shop.Prometheus.ValueAsync($"sum({Histogram}_count{{job=\"endpoint\"}})");
        var sum = await shop.Prometheus.ValueAsync($"sum({Histogram}_sum{{job=\"endpoint\"}})");
        var measured = shop.Durations.Order().ElementAt((int)(quantile * shop.Durations.Count));

        Assert.Equal(shop.Durations.Count, count);
        Assert.InRange(sum, 0.001, shop.Durations.Sum());
        Assert.InRange(BucketOf(measured) - BucketOf(estimate), 0, 1);

        static int BucketOf(double seconds) => Array.FindIndex(Bounds, bound => seconds <= bound);
    }

    [Fact]
    public async Task Exemplars_come_back_and_name_traces_that_the_shop_has_written()
    {
        var exemplars = await shop.Prometheus.ExemplarsAsync("shop_service_checkout_place_duration_seconds_bucket{job=\"listener\"}");
        var traces = ConsoleReport.Read(shop.ServiceOutput + "\n").Traces;

        Assert.NotEmpty(exemplars);
        Assert.All(exemplars, exemplar => Assert.Contains(
            traces, trace => trace.Id == exemplar.Labels["trace_id"] && trace.Spans.Any(static span => span.Name == "Checkout.Place")));
        Assert.All(exemplars, static exemplar => Assert.Matches("^[0-9a-f]{16}$", exemplar.Labels["span_id"]));
    }

    [Theory]
    [InlineData("endpoint")]
    [InlineData("listener")]
    public async Task Every_sample_of_the_page_is_taken(string door)
    {
        // A busy machine may be late for a scrape; the next one counts again.
        await shop.Prometheus.SeenAsync($"up{{job=\"{door}\"}}", 1);
        await shop.Prometheus.SeenAsync($"count({{job=\"{door}\", __name__!~\"up|scrape_.*\"}}) - scalar(scrape_samples_scraped{{job=\"{door}\"}})", 0);
        Assert.Equal("shop", Assert.Single(await shop.Prometheus.QueryAsync($"target_info{{job=\"{door}\"}}"))["service_name"]);
    }

    [Fact]
    public async Task Its_own_checker_finds_nothing_in_the_page()
    {
        using var http = new HttpClient();
        var page = await http.GetStringAsync(shop.Page);
        await using var checker = RunningProgram.StartCommand("promtool", ["check", "metrics"]);
        await checker.WriteAsync(page);

        Assert.Equal((0, "", ""), (await checker.EndAsync(), checker.Output, checker.Error));
    }
}
