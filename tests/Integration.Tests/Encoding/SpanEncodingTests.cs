using System.Diagnostics;
using OpenTelemetry.Resources;

namespace Instrumentation.Integration.Tests.Otlp;

/// <summary>Spans in protobuf are, field by field, what OpenTelemetry's exporter sends for the same spans.</summary>
public sealed class SpanEncodingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Random_spans_are_what_the_peer_sends(int seed)
    {
        var random = new RandomSpans(seed);
        using var source = new ActivitySource($"Spans.{seed}", "1.2.3");
        var (spans, sent) = PeerTraces.Record(s => random.Record(s, 400), source, ResourceBuilder.CreateEmpty());

        Assert.True(spans.Length >= 400);
        Assert.Equal(sent, Encoded.Traces(spans));
    }

    [Fact]
    public void Scopes_have_their_version_schema_URL_and_attributes_and_resources_theirs()
    {
        KeyValuePair<string, object?>[] attributes = [new("region", "north"), new("shard", 7L), new("tags", new[] { "a", "b" })];
        var options = new ActivitySourceOptions("Scopes.Whole") { Version = "1.0", TelemetrySchemaUrl = "https://example.com/scope", Tags = attributes };
        using var source = new ActivitySource(options);
        var resource = ResourceBuilder.CreateEmpty().AddAttributes(attributes!);
        var (spans, sent) = PeerTraces.Record(static s => s.StartActivity("a")?.Dispose(), source, resource);

        Assert.Equal(sent, Encoded.Traces(Encoded.ResourceOf(null, attributes), spans));
        Assert.Equal(3, Encoded.Newer(sent.ResourceSpans[0].ScopeSpans[0].Scope, Newer.InstrumentationScope.Parser).Attributes.Count);
    }

    [Fact]
    public void The_resource_has_its_schema_URL()
    {
        using var recorded = new Recorded();
        var encoded = Encoded.Traces(Encoded.ResourceOf("https://example.com/resource", new KeyValuePair<string, object?>("a", 1)), [recorded.Span("a")]);

        Assert.Equal("https://example.com/resource", Assert.Single(encoded.ResourceSpans).SchemaUrl);
    }
}
