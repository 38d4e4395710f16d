using System.Diagnostics;
using Instrumentation.Benchmarks.Measuring;
using Instrumentation.Benchmarks.Subjects;
using Instrumentation.Export;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace Instrumentation.Benchmarks.Cases;

/// <summary>What it costs to bring spans to a receiver on this machine, from their start to its answer. Both send protobuf over HTTP.</summary>
internal static class DeliveryCases
{
    private const int Spans = 50_000;
    private const int Rounds = 15;

    // Long enough for the last tier of the compiler to arrive where a method is called once a request.
    private const int WarmRounds = 20;

    private static readonly ActivitySource Ours = new("Ours.Delivery");
    private static readonly ActivitySource Theirs = new("Theirs.Delivery");

    public static IEnumerable<Case> All()
    {
        yield return new OtherCase("delivery/span, end to end", Measure);
    }

    private static IEnumerable<Row> Measure(string name)
    {
        using var sink = new HttpSink();
        using var ours = StartOurs(sink.Address);
        using var theirs = StartTheirs(sink.Address);
        var (own, peer) = (new List<Round>(), new List<Round>());
        for (var i = -WarmRounds; i < Rounds; i++)
        {
            var (first, second) = (Run(Ours, FlushOurs), Run(Theirs, FlushTheirs));
            if (i >= 0)
            {
                own.Add(first);
                peer.Add(second);
            }
        }

        double Bytes(List<Round> rounds) => Math.Round(Statistics.Median(rounds.Select(static r => (double)r.Bytes / Spans)));

        var times = Row.OfTimes(name, Nanoseconds(own, static r => r.Seconds), Peer.OpenTelemetry, Nanoseconds(peer, static r => r.Seconds));
        yield return times with { OursBytes = Bytes(own), PeerBytes = Bytes(peer) };
        yield return Row.OfTimes(
            $"{name}, processor time", Nanoseconds(own, static r => r.Processor), Peer.OpenTelemetry, Nanoseconds(peer, static r => r.Processor));

        void FlushOurs() => ours.ForceFlushAsync(TimeSpan.FromMinutes(1)).Wait();
        void FlushTheirs() => theirs.ForceFlush(60_000);
    }

    private static double[] Nanoseconds(List<Round> rounds, Func<Round, double> seconds) => [.. rounds.Select(round => seconds(round) / Spans * 1e9)];

    private static Telemetry StartOurs(Uri address) => Telemetry.Start(t => t.WithTracing(t => t
        .AddSource(Ours.Name).AddOtlpExporter(o => o.Endpoint = address, static b => b.MaxQueueSize = 2 * Spans)));

    private static TracerProvider StartTheirs(Uri address) => Sdk.CreateTracerProviderBuilder()
        .AddSource(Theirs.Name)
        .AddOtlpExporter(o =>
        {
            o.Endpoint = new Uri(address, "/v1/traces");
            o.Protocol = OtlpExportProtocol.HttpProtobuf;
            o.BatchExportProcessorOptions.MaxQueueSize = 2 * Spans;
        })
        .Build();

    private static Round Run(ActivitySource source, Action flush)
    {
        using var process = Process.GetCurrentProcess();
        var (bytes, processor, started) = (GC.GetTotalAllocatedBytes(precise: true), process.TotalProcessorTime, Stopwatch.GetTimestamp());
        for (var i = 0; i < Spans; i++)
            source.StartActivity("place order")?.SetTag("order.tier", "gold").SetTag("order.lines", 3).Dispose();
        flush();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        return new(seconds, (process.TotalProcessorTime - processor).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    private readonly record struct Round(double Seconds, double Processor, long Bytes);
}
