using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Instrumentation.Export;
using Instrumentation.Integration.Tests.Prometheus.Proto;
using Instrumentation.Integration.Tests.Support;
using Instrumentation.Metrics;
using Instrumentation.Tracing;

namespace Instrumentation.Integration.Tests.Prometheus;

/// <summary>Whatever names, units, labels, texts and types come together, the page is one that others can read.</summary>
[Collection(ProcessWide.Name)]
public sealed class HostilePageTests : IDisposable
{
    private static readonly string[] Escapings = ["underscores", "dots", "values"];

    private static readonly Gen<(HostileInstrument[] Instruments, PrometheusTranslation Translation, string Escaping, bool ScopeLabels, bool IsExponential)> Drawn =
        from instruments in HostileInstrument.Drawn.NonEmptyListOf()
        from translation in Gen.Elements(Enum.GetValues<PrometheusTranslation>())
        from escaping in Gen.Elements(Escapings)
        from scopeLabels in Gen.Elements(true, false)
        from isExponential in Gen.Elements(true, false)
        select (instruments.Take(12).ToArray(), translation, escaping, scopeLabels, isExponential);

    private readonly PageReader _reader = new();

    public void Dispose() => _reader.Dispose();

    [Fact]
    public void Every_page_is_read_by_Prometheus_own_library_and_has_each_series_once()
    {
        var samples = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(1UL, 2_147_483_647UL).WithQuietOnSuccess(true),
            Prop.ForAll(Drawn.ToArbitrary(), drawn => samples += CheckAsync(drawn).GetAwaiter().GetResult()));
        Assert.True(samples > 10_000, $"Only {samples} samples were read: this proves little.");

        async Task<int> CheckAsync((HostileInstrument[] Instruments, PrometheusTranslation Translation, string Escaping, bool ScopeLabels, bool IsExponential) drawn)
        {
            using var meters = new HostileMeters();
            await using var telemetry = Start(drawn.Translation, drawn.ScopeLabels, drawn.IsExponential);
            foreach (var instrument in drawn.Instruments)
                instrument.Record(meters[instrument.Meter]);

            var read = 0;
            foreach (var isOpen in new[] { true, false })
            {
                var page = await PageAsync(telemetry, isOpen, drawn.Escaping);
                var seen = await _reader.ReadAsync(page, isOpen);
                Assert.True(seen.DistinctBy(static sample => sample.Series).Count() == seen.Length, $"A series is there twice.\n{page}");
                read += seen.Length;
            }

            CheckProtobuf(await ProtobufPages.ReadAsync(telemetry, drawn.Escaping));
            return read;
        }
    }

    [Fact]
    public void Values_of_labels_and_help_texts_come_back_as_they_were()
    {
        var text = Gen.Frequency((3, Gen.Choose(' ', '~')), (1, Gen.Elements(10, 13, 0, 0xD800, 0xE9, 0x2028))).Select(static unit => (char)unit)
            .ArrayOf().Select(static units => new string(units)).Where(static drawn => drawn.Length > 0);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(1UL, 2_147_483_647UL).WithQuietOnSuccess(true),
            Prop.ForAll(text.Two().ToArbitrary(), drawn => CheckAsync(drawn.Item1, drawn.Item2).GetAwaiter().GetResult()));

        async Task CheckAsync(string value, string help)
        {
            using var meters = new HostileMeters();
            await using var telemetry = Start(PrometheusTranslation.UnderscoreEscapingWithSuffixes, scopeLabels: false, isExponential: false);
            meters[0].CreateGauge<double>("g", null, help).Record(0.1, new KeyValuePair<string, object?>("text", value));

            var open = (await _reader.ReadAsync(await PageAsync(telemetry, isOpen: true, "underscores"), isOpen: true)).Single(static sample => sample.Name == "g");
            var plain = (await _reader.ReadAsync(await PageAsync(telemetry, isOpen: false, "underscores"), isOpen: false)).Single(static sample => sample.Name == "g");
            Assert.Equal((Whole(value), Whole(help), "0.1"), (open.Labels["text"], open.Help, open.Value));
            Assert.Equal((Whole(value), "0.1"), (plain.Labels["text"], plain.Value));
        }

        // Half a character has no UTF-8.
        static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public async Task The_pages_of_a_day_are_what_promtool_has_nothing_to_say_about()
    {
        using var meters = new HostileMeters();
        await using var telemetry = Start(PrometheusTranslation.UnderscoreEscapingWithSuffixes, scopeLabels: true, isExponential: false);
        meters[0].CreateCounter<int>("orders.placed", "{order}", "Orders that were placed").Add(3, new KeyValuePair<string, object?>("region", "north"));
        meters[0].CreateHistogram<double>("http.server.request.duration", "s", "Duration of requests").Record(0.2);
        meters[0].CreateUpDownCounter<int>("cart.items", "{item}", "Items in carts").Add(-1);
        meters[1].CreateObservableGauge("process.memory", static () => 1L << 30, "By", "Memory in use");

        Assert.Equal((0, ""), await LintAsync(await PageAsync(telemetry, isOpen: false, "underscores")));
    }

    [Fact]
    public async Task Hostile_pages_are_read_by_promtool_too()
    {
        foreach (var drawn in Drawn.Sample(50, 40))
        {
            using var meters = new HostileMeters();
            await using var telemetry = Start(drawn.Translation, drawn.ScopeLabels, drawn.IsExponential);
            foreach (var instrument in drawn.Instruments)
                instrument.Record(meters[instrument.Meter]);
            var page = await PageAsync(telemetry, isOpen: false, drawn.Escaping);
            var (code, told) = await LintAsync(page);

            // 1 is a page that it can't read, 3 one whose names it does not like.
            Assert.True(code is 0 or 3, $"{code}: {told}\n{page}");
        }
    }

    private static void CheckProtobuf(List<MetricFamily> families)
    {
        Assert.Equal(families.Count, families.Select(static family => family.Name).Distinct().Count());
        foreach (var family in families)
        {
            Assert.Equal(family.Metric.Count, family.Metric.Select(static metric => metric.Label.ToString()).Distinct().Count());
            foreach (var histogram in family.Metric.Select(static metric => metric.Histogram).OfType<Histogram>())
            {
                var inBuckets = histogram.HasSchema
                    ? ProtobufPages.BucketsOf(histogram).Sum(static bucket => bucket.Count)
                    : (long)histogram.Bucket[^1].CumulativeCount;
                Assert.True(inBuckets <= (long)histogram.SampleCount);
                Assert.Equal(histogram.Bucket.OrderBy(static bucket => bucket.UpperBound).ThenBy(static bucket => bucket.CumulativeCount), histogram.Bucket);
            }
        }
    }

    private static async Task<string> PageAsync(Telemetry telemetry, bool isOpen, string escaping)
    {
        var type = isOpen ? "application/openmetrics-text" : "text/plain";
        using var answer = await telemetry.Prometheus!.ScrapeAsync(new ScrapeRequest($"{type};version=1.0.0;escaping={escaping}", null, null), default);
        Assert.Equal(200, answer.Status);
        return Encoding.UTF8.GetString(answer.Body.Span);
    }

    private static Telemetry Start(PrometheusTranslation translation, bool scopeLabels, bool isExponential) => Telemetry.Start(builder => builder
        .OnError(static _ => { })
        .WithTracing(static t => t.AddProcessor(new FilteringSpanProcessor(static _ => false)))
        .WithMetrics(m => m.AddMeter(HostileMeters.Pattern)
            .SetExemplarFilter(ExemplarFilter.AlwaysOn)
            .AddView("a", static v => v.DropTags("a", "le"))
            .AddView("a_b", static v => v.Aggregate(Aggregation.Histogram([-1, 0, 1e300])))
            .AddPrometheusExporter(options =>
            {
                (options.Translation, options.ScopeLabels, options.Listens) = (translation, scopeLabels, false);
                options.ResourceLabels = static key => key == "service.name";
                if (isExponential)
                    options.DefaultAggregation = static kind => kind == InstrumentKind.Histogram ? Aggregation.ExponentialHistogram() : Aggregation.Default;
            })));

    private static async Task<(int Code, string Told)> LintAsync(string page)
    {
        await using var lint = RunningProgram.StartCommand("promtool", ["check", "metrics"]);
        await lint.WriteAsync(page);
        return (await lint.EndAsync(), lint.Error);
    }
}
