using System.Diagnostics.Metrics;
using Instrumentation.Export;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Support.Metered;

namespace Instrumentation.Runtime.Tests.Export.Prometheus;

/// <summary>What becomes of metrics and series that are one to Prometheus, or that it can't tell from each other.</summary>
[Collection(ProcessWide.Name)]
public sealed class FamilyTests : IDisposable
{
    private readonly Surroundings _surroundings = new();
    private readonly Meter _meter = new("Shop");

    public void Dispose()
    {
        _meter.Dispose();
        _surroundings.Dispose();
    }

    [Fact]
    public async Task Meters_that_have_the_same_metric_share_its_family()
    {
        await using var telemetry = Pages.Start("Shop*", static o => o.ScopeLabels = true);
        using var other = new Meter(new MeterOptions("Shop.Other") { Version = "1.2", TelemetrySchemaUrl = "https://example.com/1", Tags = [Tag("team", "north"), Tag("version", "no")] });
        _meter.CreateCounter<int>("orders", null, "Orders").Add(1, Tag("otel.scope.name", "mine"));
        _meter.CreateCounter<int>("sales").Add(3);
        other.CreateCounter<int>("orders", null, "Orders").Add(2);

        Assert.Equal(
            """
            # HELP orders_total Orders
            # TYPE orders_total counter
            orders_total{otel_scope_name="mine;Shop"} 1
            orders_total{otel_scope_name="Shop.Other",otel_scope_schema_url="https://example.com/1",otel_scope_team="north",otel_scope_version="1.2"} 2
            # TYPE sales_total counter
            sales_total{otel_scope_name="Shop"} 3

            """,
            await telemetry.PageAsync());
        Assert.Empty(_surroundings.Told);
    }

    [Theory]
    [InlineData("requests", "requests")]
    [InlineData("requests", "requests.total")]
    [InlineData("requests.total", "requests_total")]
    [InlineData("requests", "requests_created")]
    public async Task A_counter_and_a_gauge_of_its_names_are_not_both_on_the_page(string counter, string gauge)
    {
        await using var telemetry = Pages.Start("Shop");
        _meter.CreateCounter<int>(counter).Add(1);
        _meter.CreateGauge<int>(gauge).Record(2);

        Assert.Equal("# TYPE requests_total counter\nrequests_total 1\n", await telemetry.PageAsync());
        Assert.EndsWith("# EOF\n", await telemetry.PageAsync(Pages.OpenMetrics), StringComparison.Ordinal);
        Assert.Single(_surroundings.Told.Split('\n'), line => line.Contains($"the Gauge {gauge} of the meter Shop", StringComparison.Ordinal)
            && line.Contains($"the Counter {counter} of the meter Shop", StringComparison.Ordinal)
            && line.Contains($"AddView(\"{gauge}\", v => v.Rename(...))", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("latency_sum")]
    [InlineData("latency_count")]
    [InlineData("latency.bucket")]
    public async Task Nor_are_a_histogram_and_a_gauge(string gauge)
    {
        await using var telemetry = Pages.Start("Shop", metrics: static m => m.AddView("latency", static v => v.Aggregate(Aggregation.Histogram([]))));
        _meter.CreateGauge<int>(gauge).Record(2);
        _meter.CreateHistogram<int>("latency").Record(1);

        Assert.Equal($"# TYPE {gauge.Replace('.', '_')} gauge\n{gauge.Replace('.', '_')} 2\n", await telemetry.PageAsync());
        Assert.Contains("the Histogram latency of the meter Shop", _surroundings.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Different_descriptions_and_units_are_told_and_cost_no_series()
    {
        await using var telemetry = Pages.Start("Shop");
        _meter.CreateGauge<int>("stock", "s").Record(1, Tag("a", 1));
        _meter.CreateGauge<int>("stock_seconds", null, "First").Record(2, Tag("a", 2));
        _meter.CreateGauge<int>("stock.seconds", "s", "Second").Record(3, Tag("a", 3));

        Assert.Equal(
            """
            # HELP stock_seconds First
            # TYPE stock_seconds gauge
            # UNIT stock_seconds seconds
            stock_seconds{a="1"} 1
            stock_seconds{a="2"} 2
            stock_seconds{a="3"} 3
            # EOF

            """,
            await telemetry.PageAsync(Pages.OpenMetrics));
        Assert.Contains("different descriptions", _surroundings.Told, StringComparison.Ordinal);
        Assert.Contains("different units", _surroundings.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_that_become_one_label_are_joined_in_the_order_of_their_keys()
    {
        await using var telemetry = Pages.Start("Shop");
        _meter.CreateCounter<int>("c").Add(1, Tag("user_id", "u"), Tag("user.id", "d"), Tag("user-id", "h"), Tag("none", null), Tag("empty", ""));

        Assert.Equal("# TYPE c_total counter\nc_total{user_id=\"h;d;u\"} 1\n", await telemetry.PageAsync());
    }

    [Fact]
    public async Task Series_that_become_one_are_told_and_the_first_stays()
    {
        await using var telemetry = Pages.Start("Shop");
        var counter = _meter.CreateCounter<int>("c");
        counter.Add(1, Tag("user.id", 1));
        counter.Add(2, Tag("user_id", "1"));
        counter.Add(4, Tag("user_id", "2"));

        for (var i = 0; i < 3; i++)
            Assert.Equal("# TYPE c_total counter\nc_total{user_id=\"1\"} 1\nc_total{user_id=\"2\"} 4\n", await telemetry.PageAsync());
        Assert.Single(_surroundings.Told.Split('\n'), static line => line.Contains("the Counter c of the meter Shop has series that are one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_counter_below_0_is_left_out_and_told()
    {
        await using var telemetry = Pages.Start("Shop");
        _meter.CreateObservableCounter("c", static () => -1);
        _meter.CreateObservableUpDownCounter("d", static () => -1);

        Assert.Equal("# TYPE c_total counter\n# TYPE d gauge\nd -1\n", await telemetry.PageAsync());
        Assert.Contains("the ObservableCounter c of the meter Shop is below 0", _surroundings.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_series_beyond_the_limit_are_one()
    {
        await using var telemetry = Pages.Start("Shop", static o => o.CardinalityLimit = 1);
        var counter = _meter.CreateCounter<int>("c");
        for (var i = 0; i < 3; i++)
            counter.Add(1, Tag("i", i));

        Assert.Equal("# TYPE c_total counter\nc_total{i=\"0\"} 1\nc_total{otel_metric_overflow=\"true\"} 2\n", await telemetry.PageAsync());
    }

    [Fact]
    public async Task A_metric_that_comes_later_finds_its_place_and_one_that_goes_leaves_it()
    {
        await using var telemetry = Pages.Start("Shop*");
        _meter.CreateGauge<int>("b").Record(1);
        Assert.Equal("# TYPE b gauge\nb 1\n", await telemetry.PageAsync());

        using (var later = new Meter("Shop.Later"))
        {
            later.CreateGauge<int>("a").Record(2);
            Assert.Equal("# TYPE a gauge\na 2\n# TYPE b gauge\nb 1\n", await telemetry.PageAsync());
        }

        await telemetry.PageAsync();
        Assert.Equal("# TYPE b gauge\nb 1\n", await telemetry.PageAsync());
    }

    [Fact]
    public async Task The_options_choose_the_translation_and_the_scraper_the_escaping()
    {
        const string Accept = "text/plain;version=1.0.0;escaping=";
        await using var telemetry = Pages.Start("Shop", static o => o.Translation = PrometheusTranslation.NoUtf8EscapingWithSuffixes);
        _meter.CreateCounter<int>("größe.\"x\"", "By", "a \\ \"help\"\nin two lines").Add(1, Tag("shop.region", "\"north\"\n\\"));

        Assert.Equal(
            """
            # HELP "größe.\"x\"_bytes_total" a \\ "help"\nin two lines
            # TYPE "größe.\"x\"_bytes_total" counter
            {"größe.\"x\"_bytes_total","shop.region"="\"north\"\n\\"} 1

            """,
            await telemetry.PageAsync(Accept + "allow-utf-8"));
        Assert.Contains("\ngr__e__x__bytes_total{shop_region=\"", await telemetry.PageAsync(), StringComparison.Ordinal);
        Assert.Contains("\ngr____e_dot___x____bytes__total{shop_dot_region=\"", await telemetry.PageAsync(Accept + "dots"), StringComparison.Ordinal);
        Assert.Contains("\nU__gr_f6__df_e_2e__22_x_22___bytes__total{U__shop_2e_region=\"", await telemetry.PageAsync(Accept + "values"), StringComparison.Ordinal);
        Assert.Contains("# HELP \"größe.\\\"x\\\"_bytes\" a \\\\ \\\"help\\\"\\nin", await telemetry.PageAsync(Pages.OpenMetrics + ";escaping=allow-utf-8"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_counter_without_its_suffix_is_unknown_to_OpenMetrics()
    {
        await using var telemetry = Pages.Start("Shop", static o => o.Translation = PrometheusTranslation.UnderscoreEscapingWithoutSuffixes);
        _meter.CreateCounter<int>("io.read", "By").Add(1);

        Assert.Equal("# TYPE io_read counter\nio_read 1\n", await telemetry.PageAsync());
        Assert.Equal("# TYPE io_read unknown\nio_read 1\n# EOF\n", await telemetry.PageAsync(Pages.OpenMetrics));
    }
}
