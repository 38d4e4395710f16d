using System.Diagnostics;
using System.IO.Compression;
using Google.Protobuf;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;
using Opentelemetry.Proto.Collector.Metrics.V1;
using Opentelemetry.Proto.Collector.Trace.V1;
using Opentelemetry.Proto.Common.V1;
using Opentelemetry.Proto.Trace.V1;
using Resource = Instrumentation.Resources.Resource;

namespace Instrumentation.Integration.Tests.Otlp;

/// <summary>What the encoders make, read back by Google's decoder.</summary>
internal static class Encoded
{
    public static ExportTraceServiceRequest Traces(params ReadOnlySpan<Activity> spans) => Traces(Resource.Empty, spans);

    public static ExportTraceServiceRequest Traces(Resource resource, ReadOnlySpan<Activity> spans) =>
        ReadTraces(Body(OtlpEncoder.OfSpans(ParcelFormat.OtlpProtobuf, isGzip: false), resource, spans));

    public static ExportTraceServiceRequest ReadTraces(byte[] body)
    {
        var request = ExportTraceServiceRequest.Parser.ParseFrom(body);
        foreach (var scope in request.ResourceSpans.SelectMany(static r => r.ScopeSpans))
            scope.Scope = WithComparableFields(scope.Scope);
        return request;
    }

    /// <summary>The one span of a request.</summary>
    public static Span Single(Activity span) => Assert.Single(Assert.Single(Assert.Single(Traces(span).ResourceSpans).ScopeSpans).Spans);

    public static ExportMetricsServiceRequest Metrics(params ReadOnlySpan<Metric> metrics) => Metrics(Resource.Empty, metrics);

    public static ExportMetricsServiceRequest Metrics(Resource resource, ReadOnlySpan<Metric> metrics) =>
        ReadMetrics(Body(OtlpEncoder.OfMetrics(ParcelFormat.OtlpProtobuf, isGzip: false), resource, metrics));

    public static ExportMetricsServiceRequest ReadMetrics(byte[] body)
    {
        var request = ExportMetricsServiceRequest.Parser.ParseFrom(body);
        foreach (var scope in request.ResourceMetrics.SelectMany(static r => r.ScopeMetrics))
            scope.Scope = WithComparableFields(scope.Scope);
        return request;
    }

    /// <summary>A resource with attributes; they are in their order.</summary>
    public static Resource ResourceOf(string? schemaUrl, params KeyValuePair<string, object?>[] attributes) => new(new TagSet(attributes), schemaUrl);

    /// <summary>The body of one request, which must not be too large.</summary>
    public static byte[] Body<TItem>(IOtlpEncoder<TItem> encoder, Resource resource, ReadOnlySpan<TItem> items)
    {
        var parcel = encoder.Encode(resource, items);
        Assert.NotNull(parcel);
        var body = parcel.Body.ToArray();
        parcel.Release();
        return body;
    }

    public static byte[] Decompress(byte[] gzip)
    {
        using var source = new MemoryStream(gzip);
        using var stream = new GZipStream(source, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>The fields of a message that its definition does not know yet.</summary>
    public static T Newer<T>(IMessage message, MessageParser<T> parser)
        where T : class, IMessage<T> =>
        parser.WithDiscardUnknownFields(true).ParseFrom(message.ToByteArray());

    // Fields that a message does not know are compared as they were written, in which lengths may be longer than they must be.
    private static InstrumentationScope WithComparableFields(InstrumentationScope scope)
    {
        var known = InstrumentationScope.Parser.WithDiscardUnknownFields(true).ParseFrom(scope.ToByteArray());
        known.MergeFrom(Newer(scope, Otlp.Newer.InstrumentationScope.Parser).ToByteArray());
        return known;
    }

    /// <summary>An attribute's value; null if there is no such attribute.</summary>
    public static AnyValue? ValueOf(this IEnumerable<KeyValue> attributes, string key) => attributes.SingleOrDefault(a => a.Key == key)?.Value;
}
