using System.Diagnostics.Metrics;
using Instrumentation.Integration.Tests.Prometheus.Proto;
using Instrumentation.Integration.Tests.Support;
using Instrumentation.Metrics;
using Instrumentation.Tracing;

namespace Instrumentation.Integration.Tests.Prometheus;

/// <summary>What pages of protobuf say.</summary>
[Collection(ProcessWide.Name)]
public sealed class ProtobufPageTests : IDisposable
{
    private readonly Meter _meter = new("Protobuf.Page");

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task Families_have_names_types_units_labels_and_exemplars()
    {
        await using var telemetry = Start();
        _meter.CreateCounter<int>("orders.volume", "By", "Orders").Add(3, new("shop.region", "größe \"n\"\n"), new KeyValuePair<string, object?>("user", "u1"));
        _meter.CreateUpDownCounter<double>("cart").Add(-0.5);
        _meter.CreateHistogram<double>("latency", "s").Record(1.5);

        var families = await ProtobufPages.ReadAsync(telemetry);

        Assert.Equal(["target_info", "cart", "latency_seconds", "orders_volume_bytes_total"], families.Select(static family => family.Name));
        Assert.Equal([MetricType.Gauge, MetricType.Gauge, MetricType.Histogram, MetricType.Counter], families.Select(static family => family.Type));
        Assert.Equal(["", "", "seconds", "bytes"], families.Select(static family => family.Unit));
        Assert.Equal("Orders", families[3].Help);
        Assert.Equal((1.0, -0.5), (Assert.Single(families[0].Metric).Gauge.Value, Assert.Single(families[1].Metric).Gauge.Value));
        var orders = Assert.Single(families[3].Metric);
        Assert.Equal(3, orders.Counter.Value);
        Assert.Equal(["otel_scope_name=Protobuf.Page", "shop_region=größe \"n\"\n"], orders.Label.Select(static label => $"{label.Name}={label.Value}"));
        Assert.Equal(["user=u1"], orders.Counter.Exemplar.Label.Select(static label => $"{label.Name}={label.Value}"));
        Assert.InRange(DateTime.UtcNow - orders.Counter.CreatedTimestamp.ToDateTime(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        var latency = Assert.Single(families[2].Metric).Histogram;
        Assert.Equal((1UL, 1.5), (latency.SampleCount, latency.SampleSum));
        Assert.Equal([(1, 0UL), (2, 1UL), (double.PositiveInfinity, 1UL)], latency.Bucket.Select(static bucket => (bucket.UpperBound, bucket.CumulativeCount)));
        Assert.Equal([false, true, false], latency.Bucket.Select(static bucket => bucket.Exemplar is not null));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(8)]
    [InlineData(3)]
    [InlineData(-4)]
    public async Task An_exponential_histogram_is_a_native_one_no_finer_than_they_are(int scale)
    {
        await using var telemetry = Start(scale);
        var size = _meter.CreateHistogram<double>("size");
        double[] values = [0.7, 1, 1.0001, 2, 3, 3.9, 1000, 0, -2];
        foreach (var value in values)
            size.Record(value);

        var histogram = (await ProtobufPages.ReadAsync(telemetry)).Single(static family => family.Name == "size").Metric.Single().Histogram;
        var buckets = ProtobufPages.BucketsOf(histogram).ToList();

        Assert.True(histogram.Schema <= Math.Min(scale, 8));
        Assert.Equal((9UL, values.Sum(), 1UL, 1e-128), (histogram.SampleCount, histogram.SampleSum, histogram.ZeroCount, histogram.ZeroThreshold));
        Assert.Equal(1, histogram.NegativeDelta.Sum());
        Assert.Equal(7, buckets.Sum(static bucket => bucket.Count));
        var growth = Math.Pow(2, Math.ScaleB(1, -histogram.Schema));
        foreach (var (upTo, count) in buckets)
            Assert.Equal(values.Count(value => value > upTo / growth * (1 + 1e-12) && value <= upTo * (1 + 1e-12)), count);
    }

    [Fact]
    public async Task One_that_is_too_coarse_keeps_its_bounds()
    {
        await using var telemetry = Start(-5);
        _meter.CreateHistogram<double>("size").Record(3);

        var histogram = (await ProtobufPages.ReadAsync(telemetry)).Single(static family => family.Name == "size").Metric.Single().Histogram;

        Assert.Equal([(1, 0UL), (Math.Pow(2, 32), 1UL), (double.PositiveInfinity, 1UL)], histogram.Bucket.Select(static bucket => (bucket.UpperBound, bucket.CumulativeCount)));
        Assert.False(histogram.HasSchema);
    }

    [Fact]
    public async Task Prometheus_reads_native_histograms_and_all_else()
    {
        var told = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var telemetry = Start(3, isListening: true, address => told.TrySetResult(address));
        var size = _meter.CreateHistogram<double>("size", "By");
        for (var i = 1; i <= 1000; i++)
            size.Record(i);
        _meter.CreateCounter<int>("orders").Add(7);
        var latency = _meter.CreateHistogram<double>("latency", "s");
        for (var i = 0; i < 100; i++)
            latency.Record(1.5);

        await using var prometheus = await PrometheusServer.StartAsync("exemplar-storage,native-histograms", ("native", await told.Task.WaitAsync(TimeSpan.FromSeconds(30))));
        await prometheus.SeenAsync("histogram_count(size_bytes)", 1000);

        Assert.Equal(500_500, await prometheus.ValueAsync("histogram_sum(size_bytes)"));
        Assert.InRange(await prometheus.ValueAsync("histogram_quantile(0.5, size_bytes)"), 450, 550);
        Assert.InRange(await prometheus.ValueAsync("histogram_quantile(0.99, size_bytes)"), 900, 1024);
        Assert.Equal(7, await prometheus.ValueAsync("orders_total"));
        Assert.Equal(100, await prometheus.ValueAsync("latency_seconds_bucket{le=\"2.0\"} or latency_seconds_bucket{le=\"2\"}"));
        Assert.Equal(0, await prometheus.ValueAsync("latency_seconds_bucket{le=\"1.0\"} or latency_seconds_bucket{le=\"1\"}"));
    }

    private static Telemetry Start(int maxScale = 0, bool isListening = false, Action<Uri>? listening = null) => Telemetry.Start(builder => builder
        .OnError(error =>
        {
            if (error.Message.Split("served at ") is [_, var address])
                listening?.Invoke(new Uri(address.TrimEnd('.')));
        })
        .WithTracing(static t => t.AddProcessor(new FilteringSpanProcessor(static _ => false)))
        .WithMetrics(m => m.AddMeter("Protobuf.Page")
            .SetExemplarFilter(ExemplarFilter.AlwaysOn)
            .AddView("orders.volume", static v => v.DropTags("user"))
            .AddView("latency", static v => v.Aggregate(Aggregation.Histogram([1, 2])))
            .AddView("size", v => v.Aggregate(Aggregation.ExponentialHistogram(maxScale: maxScale)))
            .AddPrometheusExporter(o => (o.Listens, o.Port) = (isListening, 0))));
}
