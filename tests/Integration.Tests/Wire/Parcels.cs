using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Instrumentation.Configuration;
using Instrumentation.Export.Delivery;
using Opentelemetry.Proto.Collector.Metrics.V1;
using Opentelemetry.Proto.Collector.Trace.V1;
using Opentelemetry.Proto.Metrics.V1;
using Opentelemetry.Proto.Trace.V1;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>Makes bodies of requests with others' encoders.</summary>
internal static class Parcels
{
    /// <summary>Spans with ids of their own, in the form that the settings ask for.</summary>
    public static Parcel Spans(OtlpSettings settings, out IReadOnlyList<string> ids, int count = 1)
    {
        var names = new string[count];
        for (var i = 0; i < count; i++)
            names[i] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        ids = names;
        return Pack(settings.Kind, count, settings.Kind.Format == ParcelFormat.OtlpJson ? Encoding.UTF8.GetBytes(Json(names)) : Protobuf(names));
    }

    /// <summary>One point.</summary>
    public static Parcel Point(OtlpSettings settings, string name, double value)
    {
        var metric = new Metric { Name = name, Gauge = new Gauge { DataPoints = { new NumberDataPoint { AsDouble = value } } } };
        var resource = new ResourceMetrics { ScopeMetrics = { new ScopeMetrics { Metrics = { metric } } } };
        var request = new ExportMetricsServiceRequest { ResourceMetrics = { resource } };
        return Pack(settings.Kind, 1, request.ToByteArray());
    }

    private static byte[] Protobuf(string[] ids)
    {
        var spans = new ScopeSpans();
        foreach (var id in ids)
        {
            spans.Spans.Add(new Span
            {
                Name = $"span {id}",
                SpanId = ByteString.CopyFrom(Convert.FromHexString(id)),
                TraceId = ByteString.CopyFrom(Convert.FromHexString(id + id)),
            });
        }

        return new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { ScopeSpans = { spans } } } }.ToByteArray();
    }

    private static string Json(string[] ids)
    {
        var spans = ids.Select(static id => $$"""{"traceId":"{{id}}{{id}}","spanId":"{{id}}","name":"span {{id}}"}""");
        return $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{string.Join(',', spans)}}]}]}]}""";
    }

    private static Parcel Pack(ParcelKind kind, int items, byte[] body)
    {
        if (kind.IsGzip)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
                gzip.Write(body);
            body = packed.ToArray();
        }

        var buffer = ArrayPool<byte>.Shared.Rent(body.Length);
        body.CopyTo(buffer, 0);
        return new Parcel(kind, items, buffer, body.Length);
    }
}
