using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json.Nodes;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;
using Opentelemetry.Proto.Collector.Metrics.V1;
using Opentelemetry.Proto.Collector.Trace.V1;
using Resource = Instrumentation.Resources.Resource;

namespace Instrumentation.Integration.Tests.Otlp;

/// <summary>JSON says what protobuf says, by OTLP's rules.</summary>
public sealed class JsonEncodingTests
{
    private static readonly Resource From = Encoded.ResourceOf("https://example.com/resource", new("a", "\"ä\""), new("b", new[] { 1.5, double.NaN }));

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Spans_are_those_of_protobuf(int seed)
    {
        using var recorded = new Recorded();
        var spans = new List<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = source => source == recorded.Source, ActivityStopped = spans.Add };
        ActivitySource.AddActivityListener(listener);
        new RandomSpans(seed).Record(recorded.Source, 200);

        var json = Encoded.Body(OtlpEncoder.OfSpans(ParcelFormat.OtlpJson, isGzip: false), From, spans.ToArray());
        var protobuf = Encoded.Body(OtlpEncoder.OfSpans(ParcelFormat.OtlpProtobuf, isGzip: false), From, spans.ToArray());

        Assert.Equal(JsonRequest.Known(protobuf, ExportTraceServiceRequest.Parser), JsonRequest.Read<ExportTraceServiceRequest>(json));
        var written = Encoded.ReadTraces(protobuf).ResourceSpans[0].ScopeSpans[0].Spans;
        Assert.Equal(written.Select(static s => Encoded.Newer(s, Newer.Span.Parser)), JsonRequest.ReadAll<Newer.Span>(json, "spans"));
        var links = written.SelectMany(static s => s.Links).Select(static l => Encoded.Newer(l, Newer.Link.Parser));
        Assert.Equal(links, JsonRequest.ReadAll<Newer.Link>(json, "links"));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task Metrics_are_those_of_protobuf(int seed)
    {
        MeterOptions options = new($"Json.{Guid.NewGuid()}") { Version = "1", TelemetrySchemaUrl = "https://example.com/scope", Tags = [new("a", 1L)] };
        using var meter = new Meter(options);
        var reader = new ManualReader();
        await using var telemetry = Telemetry.Start(b => b
            .WithTracing(static t => t.AddProcessor(new Instrumentation.Tracing.FilteringSpanProcessor(static _ => false)))
            .WithMetrics(m => m.AddMeter(meter.Name).AddReader(reader)
                .SetExemplarFilter(ExemplarFilter.AlwaysOn)
                .AddView("exponential", static v => v.Aggregate(Aggregation.ExponentialHistogram()))
                .AddView("histogram*", static v => v.KeepTags("tier"))));
        using var span = new Activity("exemplified");
        span.Start();
        new RandomMeasurements(new Random(seed)).Record(meter, 100);
        var metrics = reader.Collect().ToArray();

        var json = Encoded.Body(OtlpEncoder.OfMetrics(ParcelFormat.OtlpJson, isGzip: false), From, metrics);
        var protobuf = Encoded.Body(OtlpEncoder.OfMetrics(ParcelFormat.OtlpProtobuf, isGzip: false), From, metrics);

        Assert.Equal(JsonRequest.Known(protobuf, ExportMetricsServiceRequest.Parser), JsonRequest.Read<ExportMetricsServiceRequest>(json));
        var scope = Encoded.ReadMetrics(protobuf).ResourceMetrics[0].ScopeMetrics[0].Scope;
        Assert.Equal([Encoded.Newer(scope, Newer.InstrumentationScope.Parser)], JsonRequest.ReadAll<Newer.InstrumentationScope>(json, "scope"));
    }

    [Fact]
    public void It_is_written_as_OTLP_has_it()
    {
        using var recorded = new Recorded();
        var span = recorded.Span("a \"b\" \n\ud800", new("n", 1L), new("bytes", new byte[] { 1, 2 }), new("x", double.PositiveInfinity), new("none", null));

        var body = Encoded.Body(OtlpEncoder.OfSpans(ParcelFormat.OtlpJson, isGzip: false), Resource.Empty, [span]);

        var expected = $$$"""
            {"resourceSpans":[{"resource":{},"scopeSpans":[{"scope":{"name":"{{{span.Source.Name}}}"},"spans":[
            {"traceId":"{{{span.TraceId}}}","spanId":"{{{span.SpanId}}}","flags":257,"name":"a \"b\" \u000a\uFFFD","kind":1,
            "startTimeUnixNano":"{{{Nanoseconds(span.StartTimeUtc)}}}","endTimeUnixNano":"{{{Nanoseconds(span.StartTimeUtc + span.Duration)}}}",
            "attributes":[{"key":"n","value":{"intValue":"1"}},{"key":"bytes","value":{"bytesValue":"AQI="}},
            {"key":"x","value":{"doubleValue":"Infinity"}},{"key":"none","value":{}}]}]}]}]}
            """.ReplaceLineEndings("").Replace("\\uFFFD", "\uFFFD", StringComparison.Ordinal);
        Assert.Equal(expected, Encoding.UTF8.GetString(body));
    }

    private static long Nanoseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks * 100;
}
