using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Google.Protobuf.Collections;
using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Integration.Tests.Support;
using Instrumentation.Metrics;
using Microsoft.AspNetCore.Http;
using V2 = RemoteWrite.V2;

namespace Instrumentation.Integration.Tests.Prometheus.Push;

/// <summary>What is sent by remote-write in either version, and what its answers mean.</summary>
[Collection(ProcessWide.Name)]
public sealed class WriteRequestTests : IAsyncLifetime
{
    private WriteReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await WriteReceiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task The_first_version_says_that_it_is()
    {
        await using var pushed = Start(PrometheusRemoteWriteVersion.V1);
        await MeasureAsync(pushed);

        var call = Assert.Single(_receiver.Calls);
        Assert.Equal(
            ("snappy", "application/x-protobuf", "0.1.0"),
            (call.Headers["Content-Encoding"], call.Headers["Content-Type"], call.Headers["X-Prometheus-Remote-Write-Version"]));
        Assert.StartsWith("OTel-Prometheus-Exporter-DotNet/", call.Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_version_says_that_it_is_and_what_series_are()
    {
        _receiver.Answer = WriteReceiver.Written;
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await using var pushed = Start(PrometheusRemoteWriteVersion.V2);
        await MeasureAsync(pushed);
        var after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        var call = Assert.Single(_receiver.Calls);
        Assert.Equal(("snappy", true, "2.0.0"), (call.Headers["Content-Encoding"], call.IsV2, call.Headers["X-Prometheus-Remote-Write-Version"]));
        var request = call.V2;
        Assert.Equal("", request.Symbols[0]);
        Assert.Equal(request.Symbols.Count, request.Symbols.Distinct().Count());
        Assert.Equal(
            [
                "a_total METRIC_TYPE_COUNTER 'What a is.' '' since", "b_bytes METRIC_TYPE_GAUGE '' 'bytes'", "c_seconds METRIC_TYPE_HISTOGRAM '' 'seconds' since",
                "d_bucket METRIC_TYPE_HISTOGRAM '' '' since", "d_count METRIC_TYPE_HISTOGRAM '' '' since", "d_sum METRIC_TYPE_HISTOGRAM '' '' since",
                "target_info METRIC_TYPE_INFO 'Target metadata' ''",
            ],
            request.Timeseries.Select(series =>
            {
                var start = series.Samples.Select(static s => s.StartTimestamp).Concat(series.Histograms.Select(static h => h.StartTimestamp)).Single();
                var time = series.Samples.Select(static s => s.Timestamp).Concat(series.Histograms.Select(static h => h.Timestamp)).Single();
                Assert.InRange(time, before, after);
                Assert.True(start == 0 || (start >= before - 1 && start <= time));
                var about = series.Metadata;
                var name = call.Named(series.LabelsRefs).Single(static label => label.Name == "__name__").Value;
                return $"{name} {Word(about.Type)} '{request.Symbols[(int)about.HelpRef]}' '{request.Symbols[(int)about.UnitRef]}'{(start > 0 ? " since" : "")}";
            }).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(await pushed.ToldAsync());
        Assert.Equal(7 + 1 + 1, pushed.Health.Exported);
    }

    [Fact]
    public async Task Both_versions_say_the_same_with_their_labels_in_order()
    {
        _receiver.Answer = static (call, response) => call.IsV2 ? WriteReceiver.Written(call, response) : Task.CompletedTask;
        await using var pushed = new PushedMetrics(
            m =>
            {
                foreach (var version in new[] { PrometheusRemoteWriteVersion.V1, PrometheusRemoteWriteVersion.V2 })
                    Configure(m, version, static o => o.Translation = PrometheusTranslation.NoTranslation);
            },
            static t => t.WithTracing(static tracing => tracing.AddSource("Push.Requests")));
        await MeasureAsync(pushed);

        var (one, other) = (_receiver.Calls.Single(static call => !call.IsV2), _receiver.Calls.Single(static call => call.IsV2));
        Assert.Equal(one.Series, other.Series);
        Assert.Contains(one.Series, static line => line.Contains("trace_id=", StringComparison.Ordinal));
        Assert.Contains(one.Series, static line => line.Contains("a.label=1", StringComparison.Ordinal));
        foreach (var labels in one.V1.Timeseries.Select(static series => series.Labels))
        {
            Assert.All(labels, static label => Assert.True(label.Name.Length > 0 && label.Value.Length > 0));
            var names = labels.Select(static label => Encoding.UTF8.GetBytes(label.Name)).ToList();
            Assert.All(names.Zip(names.Skip(1)), static pair => Assert.True(pair.First.AsSpan().SequenceCompareTo(pair.Second) < 0));
        }
    }

    [Theory]
    [InlineData(StatusCodes.Status415UnsupportedMediaType)]
    [InlineData(StatusCodes.Status200OK)]
    public async Task One_that_does_not_know_the_second_version_is_sent_the_first_and_loses_nothing(int status)
    {
        _receiver.Answer = (call, response) =>
        {
            response.StatusCode = call.IsV2 ? status : StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        };
        await using var pushed = Start(PrometheusRemoteWriteVersion.V2);
        await MeasureAsync(pushed);
        Assert.True(await pushed.FlushAsync());

        Assert.Equal([true, false, false], _receiver.Calls.Select(static call => call.IsV2));
        Assert.Equal(_receiver.Calls.First().Series, _receiver.Calls.ElementAt(1).Series);
        Assert.Contains("is sent 1.0 from now on", Assert.Single(await pushed.ToldAsync()), StringComparison.Ordinal);
        Assert.Equal((18, 0), (pushed.Health.Exported, pushed.Health.Dropped.Count));
    }

    [Fact]
    public async Task What_a_receiver_has_written_of_a_request_that_it_takes_in_part_is_counted()
    {
        _receiver.Answer = static (_, response) =>
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            response.Headers["X-Prometheus-Remote-Write-Samples-Written"] = "6";
            response.Headers["X-Prometheus-Remote-Write-Histograms-Written"] = "1";
            response.Headers["X-Prometheus-Remote-Write-Exemplars-Written"] = "9";
            return response.WriteAsync("two are too old");
        };
        await using var pushed = Start(PrometheusRemoteWriteVersion.V2);
        await MeasureAsync(pushed);

        Assert.Equal((7, 2), (pushed.Health.Exported, pushed.Health.Dropped[DropReason.Rejected]));
        Assert.EndsWith("the receiver took a request in part: HTTP 400: two are too old", Assert.Single(await pushed.ToldAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PrometheusRemoteWriteVersion.V1)]
    [InlineData(PrometheusRemoteWriteVersion.V2)]
    public async Task What_a_receiver_can_not_take_now_it_is_sent_again_and_what_it_refuses_is_told(PrometheusRemoteWriteVersion version)
    {
        var attempts = 0;
        _receiver.Answer = (call, response) =>
        {
            response.StatusCode = Interlocked.Increment(ref attempts) switch { 1 => 500, 2 => 429, _ => 400 };
            response.Headers.RetryAfter = "0";
            return response.WriteAsync("out of order sample");
        };
        await using var pushed = Start(version);
        await MeasureAsync(pushed);

        Assert.Equal(3, _receiver.Calls.Count);
        Assert.All(_receiver.Calls, call => Assert.Equal(_receiver.Calls.First().Body, call.Body));
        Assert.Equal((9, 2), (pushed.Health.Dropped[DropReason.Refused], pushed.Health.Retries));
        Assert.Contains(await pushed.ToldAsync(), static told => told.EndsWith("a request was refused: HTTP 400: out of order sample; what was in it is lost.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_series_make_several_requests_that_have_all_of_them_in_order()
    {
        await using var pushed = Start(PrometheusRemoteWriteVersion.V1, static o => o.MaxSamplesPerRequest = 10);
        var orders = pushed.Meter.CreateCounter<long>("orders");
        for (var i = 0; i < 95; i++)
            orders.Add(1, new KeyValuePair<string, object?>("number", i));
        Assert.True(await pushed.FlushAsync());

        Assert.Equal([.. Enumerable.Repeat(10, 9), 6], _receiver.Calls.Select(static call => call.V1.Timeseries.Count));
        Assert.Equal(96, _receiver.Calls.SelectMany(static call => call.Series).Distinct().Count());
    }

    [Fact]
    public async Task Every_measurement_is_in_a_bucket_of_a_native_histogram_that_holds_it()
    {
        _receiver.Answer = WriteReceiver.Written;
        var random = new Random(3);
        await using var pushed = Start(PrometheusRemoteWriteVersion.V2);
        double[] narrow = [.. Enumerable.Range(0, 500).Select(_ => 1 + (random.NextDouble() / 10))];
        double[] wide = [.. Enumerable.Range(0, 500).Select(_ => Math.Pow(10, random.Next(-40, 40)) * (random.Next(2) - 0.5))];
        var (first, second) = (pushed.Meter.CreateHistogram<double>("c"), pushed.Meter.CreateHistogram<double>("wide"));
        Array.ForEach(narrow, first.Record);
        Array.ForEach(wide, second.Record);
        Assert.True(await pushed.FlushAsync());

        var call = Assert.Single(_receiver.Calls);
        var (c, w) = (Histogram(call, "c"), Histogram(call, "wide"));
        Assert.Equal((8, true), (c.Schema, w.Schema < 0));
        foreach (var (values, histogram) in new[] { (narrow, c), (wide, w) })
        {
            Assert.Equal((ulong)values.Length, histogram.CountInt);
            Assert.Equal(Buckets(values.Where(static v => v > 0), histogram.Schema), Buckets(histogram.PositiveSpans, histogram.PositiveDeltas));
            Assert.Equal(Buckets(values.Where(static v => v < 0).Select(Math.Abs), histogram.Schema), Buckets(histogram.NegativeSpans, histogram.NegativeDeltas));
        }
    }

    private static string Word(V2.Metadata.Types.MetricType type) =>
        "METRIC_TYPE_" + type.ToString().ToUpperInvariant();

    private static V2.Histogram Histogram(WriteCall call, string name) =>
        call.V2.Timeseries.Single(series => call.Named(series.LabelsRefs).Contains(("__name__", name))).Histograms.Single();

    // A bucket is named by its upper bound's exponent.
    private static Dictionary<int, long> Buckets(IEnumerable<double> values, int schema) => values
        .GroupBy(value => (int)Math.Ceiling(Math.Log2(value) * Math.Pow(2, schema))).ToDictionary(static bucket => bucket.Key, static bucket => bucket.LongCount());

    private static Dictionary<int, long> Buckets(RepeatedField<V2.BucketSpan> spans, RepeatedField<long> deltas)
    {
        var buckets = new Dictionary<int, long>();
        var (index, at, count) = (0, 0, 0L);
        foreach (var span in spans)
        {
            index += span.Offset;
            for (var i = 0; i < span.Length; i++, index++)
            {
                count += deltas[at++];
                if (count > 0)
                    buckets[index] = count;
            }
        }

        Assert.Equal(deltas.Count, at);
        return buckets;
    }

    private static async Task MeasureAsync(PushedMetrics pushed)
    {
        using var source = new ActivitySource("Push.Requests");
        using var span = source.StartActivity("measure");
        pushed.Meter.CreateCounter<long>("a", null, "What a is.").Add(1, new("a.label", 1), new("Zone", "ü"), new("empty", ""), new("\ud83d\ude00", "face"), new("\uff5e", "wave"));
        pushed.Meter.CreateUpDownCounter<long>("b", "By").Add(-1);
        pushed.Meter.CreateHistogram<double>("c", "s").Record(1.5);
        pushed.Meter.CreateHistogram("d", null, null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] }).Record(1.5);
        Assert.True(await pushed.FlushAsync());
    }

    private PushedMetrics Start(PrometheusRemoteWriteVersion version, Action<PrometheusRemoteWriteOptions>? more = null) =>
        new(metrics => Configure(metrics, version, more));

    private void Configure(MetricsBuilder metrics, PrometheusRemoteWriteVersion version, Action<PrometheusRemoteWriteOptions>? more = null) => metrics
        .AddView("c", static v => v.Aggregate(Aggregation.ExponentialHistogram()))
        .AddView("wide", static v => v.Aggregate(Aggregation.ExponentialHistogram(maxSize: 20)))
        .AddPrometheusRemoteWrite(
            o =>
            {
                (o.Endpoint, o.Version) = (_receiver.Address, version);
                more?.Invoke(o);
            },
            PushedMetrics.OnDemand);
}
