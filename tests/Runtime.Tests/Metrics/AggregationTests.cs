using System.Diagnostics.Metrics;
using System.Globalization;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Metrics;

[Collection(ProcessWide.Name)]
public sealed class AggregationTests
{
    [Fact]
    public async Task Numbers_of_every_type_are_taken()
    {
        await using var recorder = Start();
        using var meter = new Meter("Aggregation");
        meter.CreateCounter<byte>("a.byte").Add(1);
        meter.CreateCounter<short>("b.short").Add(2);
        meter.CreateCounter<int>("c.int").Add(3);
        meter.CreateCounter<long>("d.long").Add(long.MaxValue);
        meter.CreateCounter<float>("e.float").Add(0.5f);
        meter.CreateCounter<double>("f.double").Add(0.25);
        meter.CreateCounter<decimal>("g.decimal").Add(0.125m);

        var rows = Rows(await recorder.EndAsync());

        Assert.Equal(
            ["a.byte 1", "b.short 2", "c.int 3", "d.long 9,223,372,036,854,775,807", "e.float 0.5", "f.double 0.25", "g.decimal 0.125"], rows);
    }

    [Fact]
    public async Task The_order_of_tags_does_not_matter_and_of_two_with_one_key_the_last_counts()
    {
        await using var recorder = Start();
        using var meter = new Meter("Aggregation");
        var counter = meter.CreateCounter<int>("c");
        KeyValuePair<string, object?> a = new("a", 1), b = new("b", "x"), c = new("c", true), d = new("d", null);
        counter.Add(1, [a, b, c, d]);
        counter.Add(1, [d, c, b, a]);
        counter.Add(1, [b, d, new("a", 99), c, a]);

        Assert.Equal(["c a=1 b=x c=true d=\"\" 3"], Rows(await recorder.EndAsync()));
    }

    [Fact]
    public async Task Arrays_and_objects_as_tags_are_compared_by_their_text()
    {
        await using var recorder = Start();
        using var meter = new Meter("Aggregation");
        var counter = meter.CreateCounter<int>("c");
        for (var i = 0; i < 2; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("list", new[] { 1, 2 }));
            counter.Add(1, new KeyValuePair<string, object?>("uri", new Uri("http://localhost/")));
            counter.Add(1, new KeyValuePair<string, object?>("throws", new Unprintable()));
        }

        Assert.Equal(["c list=\"[1, 2]\" 2", "c throws=\"\" 2", "c uri=http://localhost/ 2"], Rows(await recorder.EndAsync()));
    }

    [Fact]
    public async Task Numbers_that_are_none_are_not_recorded()
    {
        await using var recorder = Start();
        using var meter = new Meter("Aggregation");
        var counter = meter.CreateCounter<double>("counter");
        var gauge = meter.CreateGauge<float>("gauge");
        var histogram = meter.CreateHistogram<double>("histogram");
        foreach (var number in new[] { 1, double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            counter.Add(number);
            gauge.Record((float)number);
            histogram.Record(number);
        }

        Assert.Equal(["counter 1", "gauge 1", "histogram 1 1 1 1 1 1"], Rows(await recorder.EndAsync()));
    }

    [Theory]
    [InlineData(1_999, 0)]
    [InlineData(2_000, 0)]
    [InlineData(2_001, 1)]
    [InlineData(2_500, 500)]
    public async Task Series_beyond_the_limit_share_one_point_and_those_seen_before_stay(int series, int overflow)
    {
        await using var recorder = Start();
        using var meter = new Meter("Aggregation");
        var counter = meter.CreateCounter<int>("c");
        meter.CreateObservableCounter(
            "o", () => Enumerable.Range(0, series).Select(static i => new Measurement<int>(2, new KeyValuePair<string, object?>("i", i))));
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < series; i++)
                counter.Add(1, new KeyValuePair<string, object?>("i", i));
        }

        var rows = Rows(await recorder.EndAsync());

        foreach (var instrument in new[] { "c", "o" })
        {
            var own = rows.Where(row => row.StartsWith($"{instrument} i=", StringComparison.Ordinal)).ToList();
            Assert.Equal(Math.Min(series, 2_000), own.Count);
            Assert.All(own, static row => Assert.EndsWith(" 2", row, StringComparison.Ordinal));
            Assert.Equal(
                overflow == 0 ? [] : [$"{instrument} otel.metric.overflow=true {overflow * 2:N0}"],
                rows.Where(row => row.StartsWith($"{instrument} otel", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Observable_instruments_say_what_they_observe_now_at_each_report()
    {
        await using var recorder = Start();
        using var meter = new Meter("Aggregation");
        var observed = 0;
        meter.CreateObservableCounter("counter", () => observed * 10L);
        meter.CreateObservableUpDownCounter("updown", () => -observed);
        meter.CreateObservableGauge("gauge", () => new Measurement<double>(observed / 2.0, new KeyValuePair<string, object?>("round", observed)));
        meter.CreateObservableGauge("throws", new Func<int>(static () => throw new InvalidOperationException()));

        observed = 1;
        await recorder.Telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10));
        observed = 2;
        await recorder.EndAsync();

        Assert.Equal(["counter 10", "gauge round=1 0.5", "updown -1"], Rows(recorder.Output.Writes[0]));
        Assert.Equal(["counter 20", "gauge round=2 1", "updown -2"], Rows(recorder.Output.Writes[1]));
    }

    [Fact]
    public async Task Threads_that_measure_at_once_lose_nothing()
    {
        const int threads = 4;
        const int rounds = 20_000;
        await using var recorder = Start();
        using var meter = new Meter("Aggregation");
        var counter = meter.CreateCounter<long>("counter");
        var histogram = meter.CreateHistogram<double>("histogram");
        using var together = new Barrier(threads);

        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                for (var i = 0; i < rounds; i++)
                {
                    counter.Add(1, new KeyValuePair<string, object?>("series", i % 3_000));
                    histogram.Record(1);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        var rows = Rows(await recorder.EndAsync());

        Assert.Equal(2_000 + 1 + 1, rows.Count);
        var sum = rows.Where(static row => row.StartsWith("counter ", StringComparison.Ordinal))
            .Sum(static row => long.Parse(row.Split(' ')[^1], NumberStyles.Number, CultureInfo.InvariantCulture));
        Assert.Equal(threads * rounds, sum);
        Assert.Equal("histogram 80,000 1 1 1 1 1", rows[^1]);
    }

    [Fact]
    public async Task Quantiles_are_estimated_within_buckets_and_never_leave_what_was_measured()
    {
        await using var recorder = Start();
        using var meter = new Meter("Aggregation");
        var histogram = meter.CreateHistogram("h", null, null, null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [100, 200, 300] });
        for (var i = 1; i <= 400; i++)
            histogram.Record(i);

        Assert.Equal(["h 400 200.5 200 380 396 400"], Rows(await recorder.EndAsync()));
    }

    [Fact]
    public async Task A_quantile_in_a_bucket_too_wide_to_tell_is_an_upper_bound()
    {
        await using var recorder = Start();
        using var meter = new Meter("Aggregation");
        var histogram = meter.CreateHistogram("h", null, null, null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [100, 200] });
        for (var i = 0; i < 98; i++)
            histogram.Record(1);
        histogram.Record(150);
        histogram.Record(150);

        Assert.Equal(["h 100 3.98 <100 <100 125 150"], Rows(await recorder.EndAsync()));
    }

    [Fact]
    public async Task A_meter_that_was_disposed_is_reported_once_more()
    {
        await using var recorder = Start();
        using (var meter = new Meter("Aggregation"))
            meter.CreateCounter<int>("gone").Add(7);

        await recorder.Telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10));
        await recorder.EndAsync();

        Assert.Equal(["gone 7"], Rows(Assert.Single(recorder.Output.Writes)));
    }

    [Fact]
    public async Task Two_instruments_that_are_the_same_in_everything_share_their_series()
    {
        await using var recorder = Start();
        using var first = new Meter("Aggregation", "1");
        using var second = new Meter("Aggregation", "1");
        first.CreateCounter<int>("shared").Add(1);
        second.CreateCounter<int>("shared").Add(2);

        Assert.Equal(["shared 3"], Rows(await recorder.EndAsync()));
    }

    private static Recorder Start() => Recorder.Start(b => b.WithMetrics(m => m.AddMeter("Aggregation")));

    /// <summary>The rows of the tables, each with single spaces, without titles and headings.</summary>
    private static List<string> Rows(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(static line => !line.StartsWith("metrics ", StringComparison.Ordinal) && !line.Contains("  tags  ", StringComparison.Ordinal))
            .Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    private sealed class Unprintable
    {
        public override string ToString() => throw new InvalidOperationException();
    }
}
