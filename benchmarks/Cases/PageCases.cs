using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Globalization;
using Instrumentation.Benchmarks.Measuring;
using Instrumentation.Benchmarks.Subjects;
using Instrumentation.Export;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Instrumentation.Benchmarks.Cases;

/// <summary>
/// What it costs to collect and make the page that Prometheus fetches, the first time and again, without the way over the network: against
/// OpenTelemetry's exporter with the same series. Ten in eleven are counters, the others histograms of fifteen buckets.
/// </summary>
internal static class PageCases
{
    /// <summary>How many pages a turn has: each takes milliseconds.</summary>
    public const int Turn = 4;

    private const string Text = "text/plain;version=0.0.4";
    private const string OpenMetrics = "application/openmetrics-text;version=1.0.0";
    private const int Series = 10_000;

    private static readonly int[] Sizes = [Series / 10, Series, Series * 10];

    public static IEnumerable<Case> All()
    {
        yield return new OtherCase("page/10,000 series, the first", static name => First(name));
        foreach (var (name, accept) in new[] { ("text", Text), ("OpenMetrics", OpenMetrics) })
        {
            using var pages = new Pages(Series, accept);
            yield return new LoopCase($"page/10,000 series, {name}", pages.Ours, new Peer(Peer.OpenTelemetry, pages.Theirs, Goal.NotSlower)) { Turn = Turn };
        }

        yield return new OtherCase("page/size, and with gzip", static name =>
        {
            using var pages = new Pages(Series, Text);
            return [Row.OfBytes(name, pages.Length("gzip"), "the same without gzip", pages.Length(null))];
        });
    }

    /// <summary>The same at several sizes.</summary>
    public static IEnumerable<Case> Scale()
    {
        yield return new OtherCase("scale/page", static name => Scaling.Measure(name, Sizes, static size =>
        {
            var pages = new Pages(size, Text);
            return new(pages.Ours, pages.Theirs, pages.Dispose);
        }));
    }

    private static IEnumerable<Row> First(string name)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var i = -2; i < 7; i++)
        {
            using var pages = new Pages(Series, Text);
            var (own, their) = (Time(pages.Ours), Time(pages.Theirs));
            if (i < 0)
                continue;

            ours.Add(own);
            theirs.Add(their);
        }

        yield return Row.OfTimes(name, [.. ours], Peer.OpenTelemetry, [.. theirs]);
    }

    private static double Time(Action<int> loop)
    {
        var start = Stopwatch.GetTimestamp();
        loop(1);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <summary>Two pages of the same series.</summary>
    private sealed class Pages : IDisposable
    {
        private readonly string _accept;
        private readonly Meter _meter = new("Page." + Guid.NewGuid());
        private readonly PagePeer _peer;
        private readonly MeterProvider _theirs;
        private readonly Telemetry _ours;

        public Pages(int series, string accept)
        {
            _accept = accept;
            _peer = new PagePeer(accept);
            _theirs = Sdk.CreateMeterProviderBuilder()
                .AddMeter(_meter.Name)
                .AddView("*", new MetricStreamConfiguration { CardinalityLimit = series + 1 })
                .AddReader(_peer.Reader)
                .Build();
            _ours = Telemetry.Start(t => t.WithMetrics(m => m
                .AddMeter(_meter.Name).SetExemplarFilter(Metrics.ExemplarFilter.AlwaysOff)
                .AddPrometheusExporter(o => (o.Listens, o.CardinalityLimit) = (false, series + 1))));
            _ = _ours.Resource.Result;
            var counter = _meter.CreateCounter<long>("orders.placed", "{order}", "Orders that were placed");
            var histogram = _meter.CreateHistogram<double>("orders.duration", "s", "How long orders took");
            for (var i = 0; i < series; i++)
            {
                KeyValuePair<string, object?> user = new("user.id", string.Create(CultureInfo.InvariantCulture, $"user-{i}"));
                if (i % 11 == 10)
                    histogram.Record(i / 8d, new("shop.region", "north"), user);
                else
                    counter.Add(i, new("shop.region", "north"), user);
            }
        }

        public void Ours(int count)
        {
            for (var i = 0; i < count; i++)
                Length(null);
        }

        public void Theirs(int count)
        {
            for (var i = 0; i < count; i++)
                _peer.Scrape();
        }

        public int Length(string? encoding)
        {
            using var answer = _ours.Prometheus!.ScrapeAsync(new ScrapeRequest(_accept, encoding, null)).AsTask().Result;
            return answer.Body.Length;
        }

        public void Dispose()
        {
            _ours.Dispose();
            _theirs.Dispose();
            _meter.Dispose();
            _peer.Dispose();
        }
    }
}
