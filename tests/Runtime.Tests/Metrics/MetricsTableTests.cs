using System.Diagnostics.Metrics;
using System.Text;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Metrics;

[Collection(ProcessWide.Name)]
public sealed class MetricsTableTests
{
    private static readonly double[] Seconds = [0.01, 0.1, 1];

    [Theory]
    [InlineData("en-US")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public async Task Every_instrument_is_a_row_for_each_tag_set_in_a_stable_order_with_its_numbers_aligned(string culture)
    {
        using var surroundings = new Surroundings().Speak(culture);
        await using var recorder = Start();
        Measure();

        Assert.Equal(
            """
            metrics · 6 instruments · 9 series
            instrument          tags                             value
            shop.busy           thread=1                       13.5 ms
            shop.items                                               7  {item}
            shop.orders.placed  order.tier=gold              1,234,567  {order}
            shop.orders.placed  order.tier=silver region=eu          1  {order}
            shop.stock          warehouse="Zürich west"        1,234.5  kg
            shop.stock          warehouse=Basel                -0.0625  kg

            histogram            tags          count      avg      p50      p95      p99      max
            shop.order.lines                       4      4.5    3.667        9      9.8       10  {line}
            shop.place.duration  result=error      1   2.00 s   2.00 s   2.00 s   2.00 s   2.00 s
            shop.place.duration  result=ok         4  31.3 ms  10.0 ms  82.0 ms  88.4 ms  90.0 ms


            """,
            await recorder.EndAsync());
    }

    [Fact]
    public async Task Histograms_of_every_kind_are_rows()
    {
        await using var recorder = Recorder.Start(static b => b.WithMetrics(static m => m
            .AddMeter("Table")
            .AddView("exponential", static v => v.Aggregate(Aggregation.ExponentialHistogram()))
            .AddView("without", static v => v.Aggregate(Aggregation.Histogram([10, 20], recordMinMax: false)))));
        using var meter = new Meter("Table");
        var (exponential, without) = (meter.CreateHistogram<double>("exponential"), meter.CreateHistogram<double>("without"));
        for (var i = -5; i <= 95; i++)
        {
            exponential.Record(i);
            without.Record(i / 4.0);
        }

        Assert.Equal(
            """
            metrics · 2 instruments · 2 series
            histogram    tags  count    avg    p50    p95    p99  max
            exponential          101     45  44.78  90.46  94.51   95
            without              101  11.25  11.13     20     20


            """,
            await recorder.EndAsync());
    }

    [Fact]
    public async Task An_output_that_knows_no_such_characters_gets_ASCII()
    {
        await using var recorder = Start(Encoding.ASCII);
        using var meter = new Meter("Table");
        meter.CreateHistogram<double>("time", "s").Record(850e-6);

        Assert.Equal(
            """
            metrics - 1 instrument - 1 series
            histogram  tags  count     avg     p50     p95     p99     max
            time                 1  850 us  850 us  850 us  850 us  850 us


            """,
            await recorder.EndAsync());
    }

    [Fact]
    public async Task Instruments_of_one_name_in_two_meters_bear_their_meter()
    {
        await using var recorder = Start();
        using var first = new Meter("Table.First");
        using var second = new Meter("Table.Second");
        second.CreateCounter<int>("same").Add(2);
        first.CreateCounter<int>("same").Add(1);
        first.CreateCounter<int>("single").Add(3);

        Assert.Equal(
            """
            metrics · 3 instruments · 3 series
            instrument           tags  value
            same [Table.First]             1
            same [Table.Second]            2
            single                         3


            """,
            await recorder.EndAsync());
    }

    [Fact]
    public async Task Names_tags_and_units_cannot_forge_a_line()
    {
        await using var recorder = Start();
        using var meter = new Meter("Table");
        meter.CreateCounter<int>("na\nme", "u\nnit").Add(1, new KeyValuePair<string, object?>("k\n", "v\e[0m"), new("long", new string('x', 100)));

        Assert.Equal(
            """
            metrics · 1 instrument · 1 series
            instrument  tags              value
            na\nme      k\n=v\u001b[0m …      1  u\nnit


            """,
            await recorder.EndAsync());
    }

    [Fact]
    public async Task What_was_never_measured_is_not_written()
    {
        await using var recorder = Start();
        using var meter = new Meter("Table");
        meter.CreateCounter<int>("never");

        Assert.Equal("", await recorder.EndAsync());
    }

    private static Recorder Start(Encoding? encoding = null) => Recorder.Start(b => b.WithMetrics(m => m.AddMeter("Table*")), encoding: encoding);

    private static void Measure()
    {
        using var meter = new Meter("Table");
        var placed = meter.CreateCounter<long>("shop.orders.placed", "{order}");
        placed.Add(1, new KeyValuePair<string, object?>("region", "eu"), new("order.tier", "silver"));
        placed.Add(1_234_567, new KeyValuePair<string, object?>("order.tier", "gold"));

        var items = meter.CreateUpDownCounter<short>("shop.items", "{item}");
        items.Add(10);
        items.Add(-3);

        var stock = meter.CreateGauge<double>("shop.stock", "kg");
        stock.Record(1234.5, new KeyValuePair<string, object?>("warehouse", "Zürich west"));
        stock.Record(-0.0625, new KeyValuePair<string, object?>("warehouse", "Basel"));
        meter.CreateGauge<float>("shop.busy", "ms").Record(13.5f, new KeyValuePair<string, object?>("thread", 1));

        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds };
        var duration = meter.CreateHistogram("shop.place.duration", "s", null, null, advice);
        foreach (var seconds in new[] { 0.002, 0.010, 0.023, 0.090 })
            duration.Record(seconds, new KeyValuePair<string, object?>("result", "ok"));
        duration.Record(2, new KeyValuePair<string, object?>("result", "error"));

        var lines = meter.CreateHistogram<int>("shop.order.lines", "{line}");
        foreach (var count in new[] { 1, 2, 5, 10 })
            lines.Record(count);
    }
}
