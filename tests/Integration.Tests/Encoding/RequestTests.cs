using System.Diagnostics;
using System.Diagnostics.Metrics;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;
using Instrumentation.Tests.Support;
using Instrumentation.Tracing;
using Resource = Instrumentation.Resources.Resource;

namespace Instrumentation.Integration.Tests.Otlp;

/// <summary>Requests as a whole: their size, what they are grouped by, what they cost.</summary>
public sealed class RequestTests : IDisposable
{
    private readonly Recorded _recorded = new();

    [Fact]
    public void Spans_are_grouped_by_name_version_schema_URL_and_attributes_of_their_source()
    {
        ActivitySource[] sources =
        [
            _recorded.Add("a"),
            _recorded.Add("a", "1"),
            _recorded.Add("a", "1", "https://example.com"),
            _recorded.Add("a", "1", "https://example.com", new KeyValuePair<string, object?>("k", 1)),
            _recorded.Add("a", "1", "https://example.com", new KeyValuePair<string, object?>("k", 2)),
            _recorded.Add("b", "1"),
            _recorded.Add("a", "1"),
        ];
        var spans = Enumerable.Range(0, 21).Select(i => Recorded.Span(sources[i % 7], $"{i % 7}")).ToArray();

        var scopes = Assert.Single(Encoded.Traces(spans).ResourceSpans).ScopeSpans;

        Assert.Equal(
            ["000", "161616", "222", "333", "444", "555"],
            scopes.Select(static scope => string.Concat(scope.Spans.Select(static s => s.Name))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_request_is_never_larger_than_a_receiver_must_take(bool isJson)
    {
        var encoder = OtlpEncoder.OfSpans(Format(isJson), isGzip: false);
        var large = new string('x', 16 * 1024 * 1024);
        var spans = Enumerable.Range(0, 8).Select(_ => _recorded.Span("a", new KeyValuePair<string, object?>("text", large))).ToArray();

        Assert.Null(encoder.Encode(Resource.Empty, spans));
        Assert.Null(encoder.Encode(Resource.Empty, spans.AsSpan(0, 4)));
        Assert.InRange(Encoded.Body(encoder, Resource.Empty, spans.AsSpan(0, 3)).Length, 3 * large.Length, OtlpLimits.MaxRequestSize);
        foreach (object huge in new object[] { new int[40_000_000], new byte[70_000_000], new string('é', 40_000_000) })
            Assert.Null(encoder.Encode(Resource.Empty, [_recorded.Span("a", new KeyValuePair<string, object?>("huge", huge))]));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void The_limit_is_kept_to_the_byte(int over, bool isWritten)
    {
        var encoder = OtlpEncoder.OfSpans(ParcelFormat.OtlpProtobuf, isGzip: false);
        var million = _recorded.Span("a", new KeyValuePair<string, object?>("text", new string('x', 1_000_000)));
        var others = Encoded.Body(encoder, Resource.Empty, [million]).Length - 1_000_000;
        var text = new string('x', OtlpLimits.MaxRequestSize - others + over);

        var parcel = encoder.Encode(Resource.Empty, [_recorded.Span("a", new KeyValuePair<string, object?>("text", text))]);

        Assert.Equal(isWritten ? OtlpLimits.MaxRequestSize + over : null, parcel?.Length);
        parcel?.Release();
    }

    [Fact]
    public async Task A_parcel_says_what_it_is_and_counts_spans_and_points()
    {
        var spans = Enumerable.Range(0, 3).Select(_ => _recorded.Span("a")).ToArray();
        var plain = OtlpEncoder.OfSpans(ParcelFormat.OtlpProtobuf, isGzip: false).Encode(Resource.Empty, spans)!;
        var zipped = OtlpEncoder.OfSpans(ParcelFormat.OtlpProtobuf, isGzip: true).Encode(Resource.Empty, spans)!;
        using var meter = new Meter("Counted." + Guid.NewGuid());
        var reader = new ManualReader();
        await using var telemetry = Telemetry.Start(b => b
            .WithTracing(static t => t.AddProcessor(new FilteringSpanProcessor(static _ => false)))
            .WithMetrics(m => m.AddMeter(meter.Name).AddReader(reader)));
        for (var i = 0; i < 5; i++)
            meter.CreateCounter<int>(i < 2 ? "a" : "b").Add(1, new KeyValuePair<string, object?>("i", i));
        var points = OtlpEncoder.OfMetrics(ParcelFormat.OtlpJson, isGzip: true).Encode(Resource.Empty, [.. reader.Collect()])!;

        Assert.Equal((new(Signal.Traces, ParcelFormat.OtlpProtobuf, false), 3), (plain.Kind, plain.Items));
        Assert.Equal((new(Signal.Traces, ParcelFormat.OtlpProtobuf, true), 3), (zipped.Kind, zipped.Items));
        Assert.Equal((new(Signal.Metrics, ParcelFormat.OtlpJson, true), 5), (points.Kind, points.Items));
        Assert.Equal(plain.Body.ToArray(), Encoded.Decompress(zipped.Body.ToArray()));
        Assert.True(zipped.Length < plain.Length);
        Assert.Throws<ArgumentOutOfRangeException>(static () => OtlpEncoder.OfSpans(ParcelFormat.OtlpProtobuf, false).Encode(Resource.Empty, []));
    }

    [Fact]
    public async Task What_the_limits_leave_out_is_counted()
    {
        var kept = new InMemoryExporter<Activity>();
        await using (Telemetry.Start(b => b.WithTracing(t => t
            .AddSource(_recorded.Source.Name)
            .SetLimits(new SpanLimits { TagCount = 1, EventCount = 1, LinkCount = 1, EventTagCount = 1, LinkTagCount = 1, TagValueLength = 2 })
            .AddExporter(kept))))
        {
            using var span = _recorded.Source.StartActivity("a")!;
            ActivityTagsCollection three = new() { ["a"] = "abc", ["b"] = 2, ["c"] = 3 };
            foreach (var (key, value) in three)
                span.SetTag(key, value);
            for (var i = 0; i < 3; i++)
            {
                span.AddEvent(new ActivityEvent("e", tags: three));
                span.AddLink(new ActivityLink(span.Context, three));
            }
        }

        var encoded = Encoded.Single(Assert.Single(kept.Items));

        Assert.Equal((2U, 2U, 2U), (encoded.DroppedAttributesCount, encoded.DroppedEventsCount, encoded.DroppedLinksCount));
        Assert.Equal((2U, 2U), (Assert.Single(encoded.Events).DroppedAttributesCount, Assert.Single(encoded.Links).DroppedAttributesCount));
        Assert.All(
            new[] { encoded.Attributes, encoded.Events[0].Attributes, encoded.Links[0].Attributes },
            static attributes => Assert.Equal("ab", Assert.Single(attributes).Value.StringValue));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Spans_cost_no_memory(bool isJson)
    {
        var encoder = OtlpEncoder.OfSpans(Format(isJson), isGzip: false);
        var spans = Enumerable.Range(0, 512).Select(i => _recorded.Span(
            "a", new("text", "value"), new("n", i), new("list", new[] { 1, 2 }), new("at", DateTime.UtcNow), new("id", Guid.NewGuid()))).ToArray();

        Assert.Equal(Bytes(encoder, spans[..1]), Bytes(encoder, spans));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Points_cost_no_memory(bool isJson)
    {
        using var meter = new Meter("Points." + Guid.NewGuid());
        var reader = new ManualReader();
        await using var telemetry = Telemetry.Start(b => b
            .WithTracing(static t => t.AddProcessor(new FilteringSpanProcessor(static _ => false)))
            .WithMetrics(m => m.AddMeter(meter.Name).AddReader(reader).AddView("exponential", static v => v.Aggregate(Aggregation.ExponentialHistogram()))));
        for (var i = 0; i < 500; i++)
        {
            meter.CreateCounter<int>("counter").Add(1, new KeyValuePair<string, object?>("i", i));
            meter.CreateHistogram<double>("histogram").Record(1, new KeyValuePair<string, object?>("i", i));
            meter.CreateHistogram<double>("exponential").Record(1, new KeyValuePair<string, object?>("i", i));
        }

        var metrics = reader.Collect().ToArray();
        var encoder = OtlpEncoder.OfMetrics(Format(isJson), isGzip: false);

        Assert.Equal(Bytes(encoder, [.. metrics.Select(static m => m.Part(0, 1))]), Bytes(encoder, metrics));
    }

    public void Dispose() => _recorded.Dispose();

    private static ParcelFormat Format(bool isJson) => isJson ? ParcelFormat.OtlpJson : ParcelFormat.OtlpProtobuf;

    private static long Bytes<TItem>(IOtlpEncoder<TItem> encoder, TItem[] items) =>
        Allocated.AtBest(() => encoder.Encode(Resource.Empty, items)!.Release());
}
