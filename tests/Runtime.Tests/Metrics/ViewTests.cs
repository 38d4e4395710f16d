using System.Diagnostics.Metrics;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Support.Metered;

namespace Instrumentation.Runtime.Tests.Metrics;

[Collection(ProcessWide.Name)]
public sealed class ViewTests : IDisposable
{
    private readonly string _name = "Views." + Guid.NewGuid();
    private readonly Meter _meter;

    public ViewTests() => _meter = new Meter(new MeterOptions(_name) { Version = "1.2", TelemetrySchemaUrl = "https://example.org/1" });

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task A_view_renames_describes_and_leaves_tags_out()
    {
        var metrics = await CollectAsync(m => m.AddView("REQUESTS", static v => v.Rename("calls").Describe("Calls.").DropTags("user", "id")), () =>
        {
            var counter = _meter.CreateCounter<int>("requests", "{call}", "Requests.");
            counter.Add(1, Tag("user", "a"), Tag("route", "/"));
            counter.Add(2, Tag("route", "/"), Tag("user", "b"), Tag("id", 1));
        });

        var metric = Assert.Single(metrics);
        Assert.Equal(("calls", "Calls.", "{call}"), (metric.Name, metric.Description.Text, metric.Description.Unit));
        Assert.Equal(["calls {route=/} 3"], metrics.Lines());
    }

    [Theory]
    [InlineData("req*", true)]
    [InlineData("r?quests", true)]
    [InlineData("requests", true)]
    [InlineData("other", false)]
    public async Task Names_are_matched_by_wildcards(string pattern, bool matches)
    {
        var metrics = await CollectAsync(m => m.AddView(pattern, static v => v.KeepTags()), () =>
            _meter.CreateCounter<int>("requests").Add(1, Tag("a", 1)));

        Assert.Equal([matches ? "requests {} 1" : "requests {a=1} 1"], metrics.Lines());
    }

    [Fact]
    public async Task Kind_unit_and_meter_select_too()
    {
        var metrics = await CollectAsync(
            m => m
                .AddView("*", static v => v.OfKind(InstrumentKind.Histogram).Aggregate(Aggregation.Drop))
                .AddView("*", static v => v.OfUnit("By").Aggregate(Aggregation.Drop))
                .AddView("b", v => v.OfMeter(_name, version: "1.2", schemaUrl: "https://example.org/1").KeepTags())
                .AddView("c", v => v.OfMeter(_name, version: "9").Aggregate(Aggregation.Drop))
                .AddView("d", v => v.OfMeter("Views.*").KeepTags("kept")),
            () =>
            {
                _meter.CreateHistogram<int>("h").Record(1);
                _meter.CreateCounter<int>("a", "By").Add(1);
                _meter.CreateCounter<int>("b").Add(1, Tag("x", 1));
                _meter.CreateCounter<int>("c").Add(1, Tag("x", 1));
                _meter.CreateCounter<int>("d").Add(1, Tag("x", 1), Tag("kept", true));
            });

        Assert.Equal(["b {} 1", "c {x=1} 1", "d {kept=true} 1"], metrics.Lines());
    }

    [Fact]
    public async Task Several_views_of_one_instrument_are_several_metrics()
    {
        var metrics = await CollectAsync(
            m => m
                .AddView("size", static v => v.Rename("size.total").Aggregate(Aggregation.Sum))
                .AddView("size", static v => v.Rename("size.last").Aggregate(Aggregation.LastValue))
                .AddView("size", static v => v.Rename("size.spread").Aggregate(Aggregation.Histogram([1, 2], recordMinMax: false))),
            () =>
            {
                var size = _meter.CreateHistogram<double>("size");
                size.Record(1);
                size.Record(1.5);
            });

        Assert.Equal(["size.last {} 1.5", "size.spread {} 2 2.5 [1 1 0] NaN..NaN", "size.total {} 2.5"], metrics.Lines());
        Assert.True(metrics.Single(static m => m.Name == "size.total").Description.IsMonotonic);
    }

    [Fact]
    public async Task A_counter_may_be_a_histogram_and_an_observable_one_too()
    {
        var metrics = await CollectAsync(m => m.AddView("*", static v => v.Aggregate(Aggregation.Histogram([5]))), () =>
        {
            _meter.CreateCounter<int>("c").Add(3);
            _meter.CreateGauge<int>("g").Record(7);
            _meter.CreateObservableGauge("o", static () => 9);
        });

        Assert.Equal(["c {} 1 3 [1 0] 3..3", "g {} 1 7 [0 1] 7..7", "o {} 1 9 [0 1] 9..9"], metrics.Lines());
    }

    [Fact]
    public async Task Advice_counts_where_a_view_says_nothing_of_bounds()
    {
        var metrics = await CollectAsync(m => m.AddView("viewed", static v => v.Aggregate(Aggregation.Histogram([100]))), () =>
        {
            var advice = new InstrumentAdvice<int> { HistogramBucketBoundaries = [2] };
            _meter.CreateHistogram("advised", null, null, null, advice).Record(1);
            _meter.CreateHistogram("viewed", null, null, null, advice).Record(1);
            _meter.CreateHistogram<int>("plain").Record(1);
        });

        Assert.Equal([2], metrics.Single(static m => m.Name == "advised").Points[0].Histogram!.Bounds.ToArray());
        Assert.Equal([100], metrics.Single(static m => m.Name == "viewed").Points[0].Histogram!.Bounds.ToArray());
        Assert.Equal(15, metrics.Single(static m => m.Name == "plain").Points[0].Histogram!.Bounds.Length);
    }

    [Fact]
    public async Task The_limit_of_a_view_counts_after_its_tags()
    {
        var metrics = await CollectAsync(m => m.AddView("c", static v => v.LimitSeries(2).DropTags("noise")), () =>
        {
            var counter = _meter.CreateCounter<int>("c");
            for (var i = 0; i < 40; i++)
                counter.Add(1, Tag("noise", i), Tag("i", i % 4));
        });

        Assert.Equal(["c {i=0} 10", "c {i=1} 10", "c {otel.metric.overflow=true} 20"], metrics.Lines());
    }

    [Fact]
    public void A_view_of_a_pattern_can_not_rename()
    {
        var fault = Assert.Throws<ArgumentException>(() => Telemetry.Start(static b => b.WithMetrics(static m => m.AddView("a*", static v => v.Rename("b")))));

        Assert.Contains("\"a*\"", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(2.0, 1.0)]
    [InlineData(1.0, double.NaN)]
    [InlineData(1.0, double.PositiveInfinity)]
    public void Bounds_ascend_and_are_finite(double first, double second) =>
        Assert.Throws<ArgumentException>(() => Aggregation.Histogram([first, second]));

    private async Task<IReadOnlyList<Metric>> CollectAsync(Action<MetricsBuilder> configure, Action record)
    {
        var reader = new ManualReader();
        await using var telemetry = Start(_name, metrics => configure(metrics.AddReader(reader)));
        record();
        return reader.Collect();
    }
}
