using System.Diagnostics;
using System.Globalization;
using Instrumentation.Export;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace Instrumentation.Benchmarks;

/// <summary>
/// What it costs to bring spans to a receiver on this machine, from their start to its answer, and what a start costs in a process of its own: against
/// OpenTelemetry's SDK with its exporter. Both send protobuf over HTTP.
/// </summary>
internal static class DeliveryCost
{
    private const int Spans = 50_000;
    private const int Rounds = 15;
    private const int Starts = 15;

    // Long enough for the last tier of the compiler to arrive where a method is called once a request.
    private const int WarmRounds = 20;

    private static readonly ActivitySource Ours = new("Ours.Delivery");
    private static readonly ActivitySource Theirs = new("Theirs.Delivery");

    public static void Measure(TextWriter output)
    {
        Environment.SetEnvironmentVariable("OTEL_METRICS_EXPORTER", "none");
        using var sink = new HttpSink();
        using (var ours = StartOurs(sink.Address))
        using (var theirs = StartTheirs(sink.Address))
        {
            void FlushOurs() => ours.ForceFlushAsync(TimeSpan.FromMinutes(1)).Wait();
            void FlushTheirs() => theirs.ForceFlush(60_000);
            for (var i = 0; i < WarmRounds; i++)
            {
                Run(Ours, FlushOurs);
                Run(Theirs, FlushTheirs);
            }

            var (own, peer) = (new List<Round>(), new List<Round>());
            for (var i = 0; i < Rounds; i++)
            {
                own.Add(Run(Ours, FlushOurs));
                peer.Add(Run(Theirs, FlushTheirs));
            }

            Write(output, "spans a second, end to end", Median(own, static r => Spans / r.Seconds), Median(peer, static r => Spans / r.Seconds));
            Write(output, "processor ms a million spans", Median(own, static r => r.Processor / Spans * 1e9), Median(peer, static r => r.Processor / Spans * 1e9));
            Write(output, "bytes on the heap a span", Median(own, static r => (double)r.Bytes / Spans), Median(peer, static r => (double)r.Bytes / Spans));
        }

        var starts = new Dictionary<string, List<double>> { ["ours"] = [], ["peer"] = [] };
        for (var i = 0; i < Starts; i++)
        {
            foreach (var (who, times) in starts)
                times.Add(StartElsewhere(who, sink.Address));
        }

        Write(output, "start and first span, ms, just in time", Median(starts["ours"], static t => t), Median(starts["peer"], static t => t));
    }

    /// <summary>Starts in this process, and writes how many milliseconds that and the first span took.</summary>
    public static void Start(string who, Uri address)
    {
        Environment.SetEnvironmentVariable("OTEL_METRICS_EXPORTER", "none");

        // What every program that makes spans pays, whoever listens.
        (who == "ours" ? Ours : Theirs).StartActivity("nobody listens")?.Dispose();
        var started = Stopwatch.GetTimestamp();
        using IDisposable telemetry = who == "ours" ? StartOurs(address) : StartTheirs(address);
        (who == "ours" ? Ours : Theirs).StartActivity("first")!.Dispose();
        Console.WriteLine(Stopwatch.GetElapsedTime(started).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }

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

    private static double StartElsewhere(string who, Uri address)
    {
        // This program has a file of its own, or is run by the platform's.
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(DeliveryCost).Assembly.Location] : [];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. program, "start", who, address.ToString()])
        {
            RedirectStandardOutput = true,
        })!;
        var time = double.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
        process.WaitForExit();
        return time;
    }

    private static double Median<T>(IEnumerable<T> rounds, Func<T, double> value) => rounds.Select(value).Order().ElementAt(rounds.Count() / 2);

    private static void Write(TextWriter output, string name, double ours, double peer) => output.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{name,-44} {ours,14:F1}   {peer,14:F1}   x{ours / peer:F2}"));

    private readonly record struct Round(double Seconds, double Processor, long Bytes);
}
