using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using Instrumentation.Export;
using Instrumentation.Export.Prometheus;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Support.Metered;

namespace Instrumentation.Runtime.Tests.Export.Prometheus;

/// <summary>Who gets which page, and when.</summary>
[Collection(ProcessWide.Name)]
public sealed class ScrapeTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Meter _meter = new("Scrape." + Guid.NewGuid());
    private readonly SemaphoreSlim _entered = new(0);
    private readonly SemaphoreSlim _mayGo = new(0);

    public void Dispose()
    {
        _meter.Dispose();
        _entered.Dispose();
        _mayGo.Dispose();
    }

    [Fact]
    public async Task Two_hundred_scrapes_at_once_share_one_collection_and_a_page_in_each_format()
    {
        await using var telemetry = Pages.Start(_meter.Name);
        var asked = Observe();
        var first = telemetry.AnswerAsync(default).AsTask();
        Assert.True(await _entered.WaitAsync(Limit));
        string?[] accepts = [null, Pages.OpenMetrics];
        string?[] encodings = [null, "gzip"];
        var others = Enumerable.Range(0, 200)
            .Select(i => telemetry.AnswerAsync(new ScrapeRequest(accepts[i % 2], encodings[i / 2 % 2], null)).AsTask()).ToList();
        _mayGo.Release(2);

        using var old = await first.WaitAsync(Limit);
        var answers = await Task.WhenAll(others).WaitAsync(Limit);

        Assert.Equal(2, asked());
        Assert.Contains("\nasked 1\n", old.Text(), StringComparison.Ordinal);
        Assert.All(answers, static answer => Assert.Contains("\nasked 2\n", answer.Text(), StringComparison.Ordinal));
        Assert.Equal(4, answers.Select(static answer => MemoryMarshal.TryGetArray(answer.Body, out var array) ? array.Array : null).Distinct().Count());
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task Scrapes_while_the_program_works_are_whole_and_never_go_back()
    {
        await using var telemetry = Pages.Start(_meter.Name);
        var counter = _meter.CreateCounter<long>("work");
        using var end = new CancellationTokenSource();
        var working = Task.Run(() =>
        {
            for (var i = 0; !end.IsCancellationRequested; i++)
                counter.Add(1, Tag("i", i % 50));
        });
        var scraping = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var last = 0L;
            for (var i = 0; i < 25; i++)
            {
                var page = await telemetry.PageAsync(Pages.OpenMetrics);
                Assert.EndsWith("# EOF\n", page, StringComparison.Ordinal);
                var sum = page.Split('\n').Where(static line => line.StartsWith("work_total{", StringComparison.Ordinal)).Sum(static line => long.Parse(line.Split(' ')[1], null));
                Assert.True(sum >= last, $"{sum} after {last}");
                last = sum;
            }
        }));

        await Task.WhenAll(scraping).WaitAsync(Limit);
        await end.CancelAsync();
        await working;
    }

    [Fact]
    public async Task A_collection_that_hangs_costs_no_more_than_the_scrapers_time_and_the_next_is_whole()
    {
        await using var telemetry = Pages.Start(_meter.Name);
        Observe();

        using (var late = await telemetry.AnswerAsync(new ScrapeRequest(null, null, "0.2")).AsTask().WaitAsync(Limit))
        {
            Assert.Equal(503, late.Status);
            Assert.Equal("The metrics could not be collected in the time that the scrape has.\n", late.Text());
        }

        _mayGo.Release(2);
        Assert.Contains("\nasked 2\n", await telemetry.PageAsync().WaitAsync(Limit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_goes_away_is_let_go()
    {
        await using var telemetry = Pages.Start(_meter.Name);
        Observe();
        using var gone = new CancellationTokenSource();
        var scrape = telemetry.AnswerAsync(default, gone.Token).AsTask();
        Assert.True(await _entered.WaitAsync(Limit));
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scrape.WaitAsync(Limit));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => telemetry.AnswerAsync(default, gone.Token).AsTask());
        _mayGo.Release(2);
        Assert.Contains("\nasked 2\n", await telemetry.PageAsync().WaitAsync(Limit), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("gzip", true)]
    [InlineData("deflate, gzip;q=0.5", true)]
    [InlineData("*", true)]
    [InlineData("GZIP", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("*;q=0.5, gzip;q=0", false)]
    [InlineData("identity", false)]
    [InlineData("br", false)]
    public async Task A_page_is_compressed_for_who_can_read_that(string? encodings, bool isGzip)
    {
        await using var telemetry = Pages.Start(_meter.Name);
        _meter.CreateGauge<int>("g").Record(1);
        using var answer = await telemetry.AnswerAsync(new ScrapeRequest(null, encodings, null));

        Assert.Equal(isGzip, answer.IsGzip);
        Assert.Equal("# TYPE g gauge\ng 1\n", answer.Text());
    }

    [Fact]
    public async Task There_is_no_page_once_telemetry_has_ended()
    {
        var telemetry = Pages.Start(_meter.Name);
        await telemetry.DisposeAsync();
        using var answer = await telemetry.AnswerAsync(default);

        Assert.Equal((503, "text/plain; charset=utf-8", "Telemetry has ended.\n"), (answer.Status, answer.ContentType, answer.Text()));
    }

    [Fact]
    public async Task Numbers_are_the_same_in_every_culture()
    {
        using var surroundings = new Surroundings().Speak("ar-SA");
        await using var telemetry = Pages.Start(_meter.Name, metrics: static m => m.AddView("h", static v => v.Aggregate(Aggregation.Histogram([-1.5, 1e300]))));
        var gauge = _meter.CreateGauge<double>("g");
        foreach (var value in new[] { -1234567.5, 1e300, 5e-324, 0.1 + 0.2, -0.0 })
            gauge.Record(value, Tag("v", value));
        _meter.CreateHistogram<double>("h").Record(1e300);

        Assert.Equal(
            """
            # TYPE g gauge
            g{v="-1234567.5"} -1234567.5
            g{v="1E+300"} 1E+300
            g{v="5E-324"} 5E-324
            g{v="0.30000000000000004"} 0.30000000000000004
            g{v="-0"} -0
            # TYPE h histogram
            h_bucket{le="-1.5"} 0
            h_bucket{le="1E+300"} 1
            h_bucket{le="+Inf"} 1
            h_count 1

            """,
            await telemetry.PageAsync());
    }

    [Fact]
    public async Task An_exemplar_stands_behind_the_counter_and_the_bucket_that_it_is_of()
    {
        await using var telemetry = Telemetry.Start(builder => builder
            .WithTracing(t => t.AddSource(_meter.Name).SetSampler(new Instrumentation.Tracing.AlwaysOnSampler()).AddProcessor(new Instrumentation.Tracing.FilteringSpanProcessor(static _ => false)))
            .WithMetrics(m => m.AddMeter(_meter.Name)
                .AddView("c", static v => v.KeepTags())
                .AddView("h", static v => v.KeepTags().Aggregate(Aggregation.Histogram([1, 2])))
                .AddPrometheusExporter(static o => (o.ScopeLabels, o.TargetInfo, o.Listens) = (false, false, false))));
        using var source = new ActivitySource(_meter.Name);
        var counter = _meter.CreateCounter<int>("c");
        var histogram = _meter.CreateHistogram<double>("h");
        using var span = source.StartActivity("order")!;
        var of = $"trace_id=\"{span.TraceId}\",span_id=\"{span.SpanId}\"";
        counter.Add(3, Tag("user.name", "u\"1"), Tag("long", new string('x', 100)), Tag("trace.id", "no"), Tag("zone", "z"));
        histogram.Record(1.5, Tag("user.name", "u2"));

        var page = await telemetry.PageAsync(Pages.OpenMetrics);

        Assert.Matches($$"""(?m)^c_total 3 # \{{{of}},user_name="u\\"1",zone="z"\} 3 [0-9]{10}\.[0-9]{3}$""", page);
        Assert.Matches($$"""(?m)^h_bucket\{le="1.0"\} 0\nh_bucket\{le="2.0"\} 1 # \{{{of}},user_name="u2"\} 1.5 [0-9]{10}\.[0-9]{3}\nh_bucket\{le="\+Inf"\} 1$""", page);
        Assert.DoesNotContain("#", (await telemetry.PageAsync()).Replace("# TYPE", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_thousand_series_are_on_the_page()
    {
        await using var telemetry = Pages.Start(_meter.Name, static o => o.CardinalityLimit = 100_000);
        var counter = _meter.CreateCounter<long>("many");
        for (var i = 0; i < 100_000; i++)
            counter.Add(i, Tag("series", i));
        var lines = (await telemetry.PageAsync()).Split('\n');

        Assert.Equal(100_002, lines.Length);
        Assert.Equal(100_000, lines.Distinct().Count(static line => line.StartsWith("many_total{series=\"", StringComparison.Ordinal)));
        Assert.Contains("many_total{series=\"99999\"} 99999", lines);
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_none_and_that_is_told_with_the_remedy()
    {
        using var surroundings = new Surroundings();
        await using var telemetry = Pages.Start(_meter.Name);
        var counter = _meter.CreateCounter<long>("large");
        var text = new string('x', 1 << 20);
        for (var i = 0; i < 65; i++)
            counter.Add(1, Tag("text", text), Tag("i", i));
        using var answer = await telemetry.AnswerAsync(default);

        Assert.Equal((503, "The page would be larger than 64 MiB.\n"), (answer.Status, answer.Text()));
        Assert.Contains("A view that drops tags, or a lower CardinalityLimit, makes it smaller.", surroundings.Told, StringComparison.Ordinal);
    }

    // A gauge that counts how often it was asked. It waits for its turn.
    private Func<int> Observe()
    {
        var asked = 0;
        _meter.CreateObservableGauge("asked", () =>
        {
            Interlocked.Increment(ref asked);
            _entered.Release();
            _mayGo.Wait(Limit);
            return Volatile.Read(ref asked);
        });
        return () => Volatile.Read(ref asked);
    }
}
