using System.Diagnostics;
using System.Diagnostics.Metrics;
using Instrumentation.Metrics;
using Opentelemetry.Proto.Collector.Metrics.V1;
using Opentelemetry.Proto.Metrics.V1;
using OpenTelemetry.Metrics;
using Metric = Opentelemetry.Proto.Metrics.V1.Metric;
using Views = System.Action<Instrumentation.Metrics.MetricsBuilder>;

namespace Instrumentation.Integration.Tests.Otlp;

/// <summary>
/// Metrics in protobuf are, field by field, what OpenTelemetry's exporter sends for the same measurements; but for times, at which each collects.
/// </summary>
public sealed class MetricEncodingTests : IDisposable
{
    private readonly Meter _meter = new(new MeterOptions($"Metrics.{Guid.NewGuid()}")
    {
        Version = "1.2.3",
        TelemetrySchemaUrl = "https://example.com/scope",
        Tags = [new("region", "north"), new("shard", 7L)],
    });

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    [InlineData(true, 4)]
    public async Task Random_measurements_are_what_the_peer_sends(bool isDelta, int seed)
    {
        var random = new Random(seed);
        var (ours, sent) = await Record(
            () => new RandomMeasurements(random).Record(_meter, 300),
            isDelta,
            static v => v.AddView("exponential*", static view => view.Aggregate(Aggregation.ExponentialHistogram()))
                .AddView("bounds", static view => view.Aggregate(Aggregation.Histogram([-1, 0, 100], recordMinMax: false))),
            static v => v.AddView("exponential*", new Base2ExponentialBucketHistogramConfiguration())
                .AddView("bounds", new ExplicitBucketHistogramConfiguration { Boundaries = [-1, 0, 100], RecordMinMax = false }));

        Assert.Equal(Comparable(sent), Comparable(ours));
    }

    [Fact]
    public async Task Exemplars_have_their_span_their_number_and_the_tags_that_a_view_dropped()
    {
        var (ours, sent) = await Record(
            () =>
            {
                using var span = new Activity("exemplified") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
                span.Start();
                _meter.CreateCounter<long>("whole").Add(3, new("kept", "a"), new("user", "u1"));
                _meter.CreateCounter<double>("real").Add(2.5, new("kept", "a"), new("user", "u2"));
                _meter.CreateHistogram<long>("histogram").Record(7, new("kept", "a"), new("user", 17));
            },
            isDelta: false,
            static v => v.AddView("*", static view => view.KeepTags("kept")),
            static v => v.SetExemplarFilter(ExemplarFilterType.TraceBased).AddView("*", new MetricStreamConfiguration { TagKeys = ["kept"] }));

        Assert.Equal(Comparable(sent), Comparable(ours));
        Assert.All(
            ours.ResourceMetrics[0].ScopeMetrics[0].Metrics,
            static m => Assert.Single((m.Sum?.DataPoints[0].Exemplars ?? m.Histogram.DataPoints[0].Exemplars)!));
    }

    [Fact]
    public async Task Times_are_those_of_the_points()
    {
        var reader = new ManualReader();
        await using var telemetry = Start(reader, static _ => { });
        _meter.CreateCounter<int>("counter").Add(1);
        var metric = Assert.Single(reader.Collect());

        var point = Assert.Single(Encoded.Metrics(metric).ResourceMetrics[0].ScopeMetrics[0].Metrics[0].Sum.DataPoints);

        Assert.Equal((ulong)metric.Points[0].StartTimeUnixNano, point.StartTimeUnixNano);
        Assert.Equal((ulong)metric.Points[0].TimeUnixNano, point.TimeUnixNano);
    }

    [Fact]
    public async Task A_distribution_below_zero_has_its_negative_buckets()
    {
        var reader = new ManualReader();
        await using var telemetry = Start(reader, static m => m.AddView("h", static v => v.Aggregate(Aggregation.ExponentialHistogram())));
        var histogram = _meter.CreateHistogram<double>("h");
        foreach (var value in new[] { -4, -0.1, 0, 3 })
            histogram.Record(value);

        var metric = Assert.Single(reader.Collect());
        var point = Assert.Single(Encoded.Metrics(metric).ResourceMetrics[0].ScopeMetrics[0].Metrics[0].ExponentialHistogram.DataPoints);

        var data = metric.Points[0].ExponentialHistogram!;
        Assert.Equal((4UL, 1UL, data.Scale), (point.Count, point.ZeroCount, point.Scale));
        Assert.Equal((data.NegativeOffset, data.PositiveOffset), (point.Negative.Offset, point.Positive.Offset));
        Assert.Equal(data.NegativeBuckets.ToArray().Select(static c => (ulong)c), point.Negative.BucketCounts);
        Assert.Equal((-4d, 3d), (point.Min, point.Max));
    }

    public void Dispose() => _meter.Dispose();

    private Telemetry Start(ManualReader reader, Views views) => Telemetry.Start(b => b
        .WithTracing(static t => t.AddProcessor(new Instrumentation.Tracing.FilteringSpanProcessor(static _ => false)))
        .WithMetrics(m => views(m.AddMeter(_meter.Name).AddReader(reader))));

    private async Task<(ExportMetricsServiceRequest Ours, ExportMetricsServiceRequest Sent)> Record(
        Action record, bool isDelta, Views views, Action<MeterProviderBuilder> theirViews)
    {
        var own = isDelta ? TemporalityPreference.Delta : TemporalityPreference.Cumulative;
        var reader = new ManualReader(new Instrumentation.Metrics.MetricReaderOptions { Temporality = own });
        await using var telemetry = Start(reader, views);
        var preference = isDelta ? MetricReaderTemporalityPreference.Delta : MetricReaderTemporalityPreference.Cumulative;
        var sent = PeerMetrics.Record(_meter, theirViews, preference, record);
        return (Encoded.Metrics([.. reader.Collect()]), sent);
    }

    // Metrics by name and points by attributes, without the times.
    private static ExportMetricsServiceRequest Comparable(ExportMetricsServiceRequest request)
    {
        foreach (var metrics in request.ResourceMetrics.SelectMany(static r => r.ScopeMetrics).Select(static s => s.Metrics))
        {
            Sort(metrics, static m => m.Name);
            foreach (var metric in metrics)
                MakeComparable(metric);
        }

        return request;
    }

    private static void MakeComparable(Metric metric)
    {
        foreach (var point in metric.Sum?.DataPoints ?? metric.Gauge?.DataPoints ?? [])
        {
            (point.StartTimeUnixNano, point.TimeUnixNano) = (Sign(point.StartTimeUnixNano), Sign(point.TimeUnixNano));
            MakeComparable(point.Exemplars);
        }

        foreach (var point in metric.Histogram?.DataPoints ?? [])
        {
            (point.StartTimeUnixNano, point.TimeUnixNano) = (Sign(point.StartTimeUnixNano), Sign(point.TimeUnixNano));
            MakeComparable(point.Exemplars);
        }

        foreach (var point in metric.ExponentialHistogram?.DataPoints ?? [])
            (point.StartTimeUnixNano, point.TimeUnixNano) = (Sign(point.StartTimeUnixNano), Sign(point.TimeUnixNano));
        Sort(metric.Sum?.DataPoints ?? metric.Gauge?.DataPoints ?? [], static p => p.Attributes.ToString());
        Sort(metric.Histogram?.DataPoints ?? [], static p => p.Attributes.ToString());
        Sort(metric.ExponentialHistogram?.DataPoints ?? [], static p => p.Attributes.ToString());
    }

    private static void MakeComparable(IEnumerable<Opentelemetry.Proto.Metrics.V1.Exemplar> exemplars)
    {
        foreach (var exemplar in exemplars)
            exemplar.TimeUnixNano = Sign(exemplar.TimeUnixNano);
    }

    private static ulong Sign(ulong time) => Math.Min(time, 1);

    private static void Sort<T>(Google.Protobuf.Collections.RepeatedField<T> list, Func<T, string> key)
    {
        var sorted = list.OrderBy(key, StringComparer.Ordinal).ToArray();
        list.Clear();
        list.AddRange(sorted);
    }
}
