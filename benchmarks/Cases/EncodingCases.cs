using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Instrumentation.Benchmarks.Measuring;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;
using Instrumentation.Resources;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Instrumentation.Benchmarks.Cases;

/// <summary>What it costs to write spans and points as OTLP: against the serializer of OpenTelemetry's exporter, with the same spans and series.</summary>
internal static class EncodingCases
{
    private const int Spans = 512;
    private const int Series = 10_000;

    private static readonly int[] TagCounts = [0, 2, 8];

    private static byte[] _peerBuffer = new byte[4_000_000];

    private static readonly KeyValuePair<string, object?>[] Tags =
    [
        new("http.request.method", "GET"),
        new("http.response.status_code", 200),
        new("url.scheme", "https"),
        new("server.address", "shop.example.com"),
        new("server.port", 8443),
        new("http.route", "/api/orders/{id}"),
        new("network.protocol.version", "1.1"),
        new("shop.express", true),
    ];

    /// <summary>Writes what the peer's serializer makes of a batch into an array, which it makes larger when it must.</summary>
    private delegate int PeerWriter<TItem>(ref byte[] buffer, in OpenTelemetry.Batch<TItem> batch)
        where TItem : class;

    private static readonly Goal Aim = Goal.Times(2);

    public static IEnumerable<Case> All() => Traces().Concat(Points());

    /// <summary>The same at several sizes.</summary>
    public static IEnumerable<Case> Scale()
    {
        yield return new OtherCase("scale/encoding of spans", static name => Scaling.Measure(name, [Spans / 10, Spans, Spans * 10], static size =>
        {
            var (encoder, peer) = (OtlpEncoder.OfSpans(ParcelFormat.OtlpProtobuf, isGzip: false), PeerTraces());
            var spans = Record(size, static _ => 2);
            return new(n => Encode(encoder, spans, n), n => Encode(peer, spans, n), static () => { });
        }));
    }

    private static IEnumerable<Case> Traces()
    {
        foreach (var tags in TagCounts)
            yield return OfSpans($"encoding/512 spans, {tags} tags", Record(Spans, _ => tags));
        yield return OfSpans("encoding/512 spans, mixed", Record(Spans, static i => TagCounts[i % TagCounts.Length]));
    }

    private static LoopCase OfSpans(string name, Activity[] spans)
    {
        var (encoder, peer) = (OtlpEncoder.OfSpans(ParcelFormat.OtlpProtobuf, isGzip: false), PeerTraces());
        return new(name, n => Encode(encoder, spans, n), new Peer(Peer.OpenTelemetry, n => Encode(peer, spans, n), Aim));
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The providers dispose their readers.")]
    private static IEnumerable<Case> Points()
    {
        var kept = new Kept();
        var reader = new ManualReader(new Metrics.MetricReaderOptions { CardinalityLimit = Series + 1 });
        var theirReader = new BaseExportingMetricReader(kept);
        using var meter = new Meter("Encoded.Metrics");
        using var theirs = Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter.Name)
            .AddView("*", new MetricStreamConfiguration { CardinalityLimit = Series + 1 })
            .AddReader(theirReader)
            .Build();
        using var ours = Telemetry.Start(b => b.WithMetrics(m => m.AddMeter(meter.Name).SetExemplarFilter(ExemplarFilter.AlwaysOff).AddReader(reader)));
        var counter = meter.CreateCounter<long>("counter", "{order}", "Orders that were placed");
        var histogram = meter.CreateHistogram<double>("histogram", "s", "How long orders took");
        for (var i = 0; i < Series; i++)
            counter.Add(i, new("region", "north"), new("user", string.Create(CultureInfo.InvariantCulture, $"user-{i}")));
        for (var i = 0; i < Series / 10; i++)
            histogram.Record(i, new("region", "north"), new("user", string.Create(CultureInfo.InvariantCulture, $"user-{i}")));

        theirReader.Collect();
        foreach (var metric in reader.Collect().Where(m => m.Description.Scope.Name == meter.Name))
        {
            var their = Array.Find(kept.Metrics, other => other.Name == metric.Name)!;
            var (encoder, peer) = (OtlpEncoder.OfMetrics(ParcelFormat.OtlpProtobuf, isGzip: false), PeerMetrics());
            yield return new LoopCase(
                string.Create(CultureInfo.InvariantCulture, $"encoding/{metric.Points.Count:N0} points of a {metric.Name}"),
                n => Encode(encoder, [metric], n),
                new Peer(Peer.OpenTelemetry, n => Encode(peer, [their], n), Aim));
        }
    }

    private static void Encode<TItem>(IOtlpEncoder<TItem> encoder, TItem[] items, int count)
    {
        for (var i = 0; i < count; i++)
            encoder.Encode(Resource.Empty, items)!.Release();
    }

    private static void Encode<TItem>(PeerWriter<TItem> peer, TItem[] items, int count)
        where TItem : class
    {
        var batch = new OpenTelemetry.Batch<TItem>(items, items.Length);
        var buffer = _peerBuffer;
        for (var i = 0; i < count; i++)
            peer(ref buffer, in batch);
        _peerBuffer = buffer;
    }

    private static Activity[] Record(int count, Func<int, int> tags)
    {
        using var source = new ActivitySource("Encoded.Spans", "1.0.0");
        using var listener = new ActivityListener
        {
            ShouldListenTo = other => other == source,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var spans = new Activity[count];
        for (var i = 0; i < count; i++)
        {
            using var parent = i % 8 == 0 ? null : source.StartActivity("parent", ActivityKind.Server);
            using var span = source.StartActivity("GET /api/orders/{id}", ActivityKind.Client)!;
            foreach (var (key, value) in Tags.AsSpan(0, tags(i)))
                span.SetTag(key, value);
            spans[i] = span;
        }

        return spans;
    }

    private static PeerWriter<Activity> PeerTraces()
    {
        var method = PeerMethod("ProtobufOtlpTraceSerializer", "WriteTraceData");
        var limits = method.GetParameters()[2].ParameterType;
        return Bind<Activity>(method, Expression.New(limits));
    }

    private static PeerWriter<OpenTelemetry.Metrics.Metric> PeerMetrics() =>
        Bind<OpenTelemetry.Metrics.Metric>(PeerMethod("ProtobufOtlpMetricSerializer", "WriteMetricsData"));

    [SuppressMessage("Major Code Smell", "S3011", Justification = "It is not public.")]
    private static MethodInfo PeerMethod(string type, string method) =>
        typeof(OtlpTraceExporter).Assembly
            .GetType($"OpenTelemetry.Exporter.OpenTelemetryProtocol.Implementation.Serializer.{type}", throwOnError: true)!
            .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!;

    private static PeerWriter<TItem> Bind<TItem>(MethodInfo method, params Expression[] limits)
        where TItem : class
    {
        var buffer = Expression.Parameter(typeof(byte[]).MakeByRefType());
        var batch = Expression.Parameter(typeof(OpenTelemetry.Batch<TItem>).MakeByRefType());
        var parameters = method.GetParameters();
        return Expression.Lambda<PeerWriter<TItem>>(
            Expression.Call(
                method,
                [
                    buffer,
                    Expression.Constant(0),
                    .. limits,
                    Expression.Constant(OpenTelemetry.Resources.Resource.Empty),
                    batch,
                    Expression.Constant(parameters[^1].DefaultValue),
                ]),
            buffer,
            batch).Compile();
    }

    private sealed class Kept : BaseExporter<OpenTelemetry.Metrics.Metric>
    {
        public OpenTelemetry.Metrics.Metric[] Metrics { get; private set; } = [];

        public override OpenTelemetry.ExportResult Export(in OpenTelemetry.Batch<OpenTelemetry.Metrics.Metric> batch)
        {
            var all = new List<OpenTelemetry.Metrics.Metric>();
            foreach (var metric in batch)
                all.Add(metric);
            Metrics = [.. all];
            return OpenTelemetry.ExportResult.Success;
        }
    }
}
