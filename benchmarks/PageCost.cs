using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Globalization;
using Instrumentation.Export;
using Instrumentation.Export.Prometheus;
using Instrumentation.Tracing;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Instrumentation.Benchmarks;

/// <summary>
/// What it costs to collect and make the page that Prometheus fetches, the first time and again, without the way over the network: against
/// OpenTelemetry's exporter with the same series. Ten in eleven are counters, the others histograms of fifteen buckets.
/// </summary>
internal static class PageCost
{
    private const int Rounds = 31;

    // Long enough for the last tier of the compiler to arrive.
    private const int WarmSeries = 600_000;

    public static void Measure(TextWriter output)
    {
        output.WriteLine($"{"",-34} {"first",29}   {"again",29}   {"again, peer",29}   {"page",9}  {"gzip",9}");
        foreach (var series in new[] { 1_000, 10_000, 100_000 })
        {
            foreach (var (name, accept) in new[] { ("text", "text/plain;version=0.0.4"), ("OpenMetrics", "application/openmetrics-text;version=1.0.0") })
                Measure(output, string.Create(CultureInfo.InvariantCulture, $"{series} series, {name}"), series, accept);
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The provider disposes its reader.")]
    private static void Measure(TextWriter output, string name, int series, string accept)
    {
        using var meter = new Meter("Page." + Guid.NewGuid());
        using var peer = new PagePeer(accept);
        using var theirs = Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter.Name)
            .AddView("*", new MetricStreamConfiguration { CardinalityLimit = series + 1 })
            .AddReader(peer.Reader)
            .Build();
        using var ours = Telemetry.Start(b => b
            .WithTracing(static t => t.AddProcessor(new FilteringSpanProcessor(static _ => false)))
            .WithMetrics(m => m.AddMeter(meter.Name).SetExemplarFilter(Metrics.ExemplarFilter.AlwaysOff).AddPrometheusExporter(o => (o.Listens, o.CardinalityLimit) = (false, series + 1))));
        _ = ours.Resource.Result;
        Record(meter, series);
        var first = Scrape(ours, accept, out var length);
        Scrape(peer);
        var (own, other) = (new List<Round>(), new List<Round>());
        for (var i = 0; i < Rounds + (WarmSeries / series); i++)
        {
            own.Add(Scrape(ours, accept, out _));
            other.Add(Scrape(peer));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-34} {first}   {Median(own)}   {Median(other)}   {length,9}  {Compressed(ours, accept),9}"));
    }

    private static void Record(Meter meter, int series)
    {
        var counter = meter.CreateCounter<long>("orders.placed", "{order}", "Orders that were placed");
        var histogram = meter.CreateHistogram<double>("orders.duration", "s", "How long orders took");
        for (var i = 0; i < series; i++)
        {
            KeyValuePair<string, object?> user = new("user.id", string.Create(CultureInfo.InvariantCulture, $"user-{i}"));
            if (i % 11 == 10)
                histogram.Record(i / 8d, new("shop.region", "north"), user);
            else
                counter.Add(i, new("shop.region", "north"), user);
        }
    }

    private static Round Scrape(Telemetry ours, string accept, out int length)
    {
        var (start, bytes) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
        using var answer = ours.Prometheus!.ScrapeAsync(new ScrapeRequest(accept, null, null), default).AsTask().Result;
        length = answer.Body.Length;
        return Round.Since(start, bytes);
    }

    private static Round Scrape(PagePeer peer)
    {
        var (start, bytes) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
        peer.Scrape();
        return Round.Since(start, bytes);
    }

    private static int Compressed(Telemetry ours, string accept)
    {
        using var answer = ours.Prometheus!.ScrapeAsync(new ScrapeRequest(accept, "gzip", null), default).AsTask().Result;
        return answer.Body.Length;
    }

    private static Round Median(List<Round> rounds) => rounds[^Rounds..].OrderBy(static round => round.Milliseconds).ElementAt(Rounds / 2);

    private readonly record struct Round(double Milliseconds, long Bytes)
    {
        public static Round Since(long start, long bytes) =>
            new(Stopwatch.GetElapsedTime(start).TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds,9:F2} ms {Bytes / 1024d,13:F1} KiB");
    }
}
