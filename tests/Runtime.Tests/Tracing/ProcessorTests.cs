using System.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tracing;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Instrumentation.Runtime.Tests.Tracing;

[Collection(ProcessWide.Name)]
public sealed class ProcessorTests
{
    private static readonly TelemetryScope Scope = TelemetryScope.Get("Processors");

    [Fact]
    public async Task A_filter_keeps_spans_from_what_comes_after_it_alone()
    {
        var before = new InMemoryExporter<Activity>();
        var after = new InMemoryExporter<Activity>();
        var names = await Exported(
            t => t.AddProcessor(new FilteringSpanProcessor(static s => s.OperationName != "b")).AddExporter(after),
            first: t => t.AddExporter(before));

        Assert.Equal(["a", "b", "c"], before.Items.Select(static s => s.OperationName));
        Assert.Equal(["a", "c"], after.Items.Select(static s => s.OperationName));
        Assert.Equal(["a", "c"], names);
    }

    [Fact]
    public async Task A_filter_that_throws_keeps_the_span()
    {
        using var surroundings = new Surroundings();

        Assert.Equal(["a", "b", "c"], await Exported(static t => t.AddProcessor(new FilteringSpanProcessor(static _ => throw new InvalidOperationException("no")))));
    }

    [Theory]
    [InlineData(false, false, "")]
    [InlineData(true, false, "inner,outer")]
    [InlineData(false, true, "inner,outer")]
    public async Task A_trace_is_kept_where_one_of_its_spans_failed(bool innerFails, bool outerFails, string expected)
    {
        var exporter = new InMemoryExporter<Activity>();
        await using (Telemetry.Start(b => b.WithTracing(t => t.AddProcessor(LocalTraceFilter.Failed(new BatchSpanProcessor(exporter))))))
        {
            using var outer = Scope.Source.StartActivity("outer");
            using (var inner = Scope.Source.StartActivity("inner"))
                inner!.SetStatus(innerFails ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
            outer!.SetStatus(outerFails ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }

        Assert.Equal(expected, string.Join(',', exporter.Items.Select(static s => s.OperationName)));
    }

    [Theory]
    [InlineData(99, 0)]
    [InlineData(100, 2)]
    public async Task A_trace_is_kept_where_its_first_span_takes_long(int milliseconds, int expected)
    {
        var exporter = new InMemoryExporter<Activity>();
        await using (Telemetry.Start(b => b.WithTracing(t =>
            t.AddProcessor(LocalTraceFilter.SlowerThan(TimeSpan.FromMilliseconds(100), new BatchSpanProcessor(exporter))))))
        {
            var outer = Scope.Source.Begin("outer");
            Scope.Source.Begin("inner").End(at: 1_000);
            outer.End(at: milliseconds);
        }

        Assert.Equal(expected, exporter.Items.Count);
    }

    [Fact]
    public async Task What_ends_after_its_root_shares_its_fate()
    {
        var exporter = new InMemoryExporter<Activity>();
        await using (Telemetry.Start(b => b.WithTracing(t => t.AddProcessor(LocalTraceFilter.Failed(new BatchSpanProcessor(exporter))))))
        {
            foreach (var fails in new[] { false, true })
            {
                Activity.Current = null;
                using var root = Scope.Source.StartActivity($"root {fails}");
                using var late = Scope.Source.StartActivity($"late {fails}");
                root!.SetStatus(fails ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
                root.Stop();
            }
        }

        Assert.Equal(["root True", "late True"], exporter.Items.Select(static s => s.OperationName));
    }

    [Fact]
    public async Task So_many_spans_of_a_trace_are_held_back_and_the_rest_let_through()
    {
        var exporter = new InMemoryExporter<Activity>();
        await using (Telemetry.Start(b => b.WithTracing(t => t.AddProcessor(LocalTraceFilter.Failed(new BatchSpanProcessor(exporter, new BatchOptions { MaxQueueSize = 4_000 }))))))
        {
            using var root = Scope.Source.StartActivity("root");
            for (var i = 0; i < 1_500; i++)
                Scope.Source.StartActivity("inner")?.Dispose();
        }

        Assert.Equal(500, exporter.Items.Count);
    }

    [Fact]
    public async Task Baggage_that_was_asked_for_becomes_tags()
    {
        var exporter = new InMemoryExporter<Activity>();
        await using (Telemetry.Start(b => b.WithTracing(t => t.AddProcessor(new BaggageSpanProcessor("tenant.*", "region")).AddExporter(exporter))))
        {
            var before = Baggage.Current;
            Baggage.Current = Baggage.SetBaggage("tenant.id", "7").SetBaggage("region", "eu").SetBaggage("secret", "x");
            using (var parent = Scope.Source.StartActivity("a", ActivityKind.Internal, default(ActivityContext), [new("region", "own")]))
            {
                parent!.SetBaggage("tenant.tier", "gold");
                Scope.Source.StartActivity("b")?.Dispose();
            }

            Baggage.Current = before;
        }

        Assert.Equal(
            ["b: region=eu tenant.id=7 tenant.tier=gold", "a: region=own tenant.id=7"],
            exporter.Items.Select(static s => $"{s.OperationName}: {string.Join(' ', s.TagObjects.OrderBy(static t => t.Key, StringComparer.Ordinal).Select(static t => $"{t.Key}={t.Value}"))}"));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new BaggageSpanProcessor());
        Assert.Throws<ArgumentException>(static () => new BaggageSpanProcessor(" "));
    }

    [Fact]
    public async Task Tags_are_removed_masked_hashed_and_searched_for_secrets()
    {
        var secret = "0123456789abcdef"u8.ToArray();
        var exporter = new InMemoryExporter<Activity>();
        var redaction = new RedactingSpanProcessor()
            .Remove("user.email").Mask("http.request.header.*").Hash(secret, "user.id").MaskMatches("card=[0-9]+").MaskMatches("(a+)+$");
        await using (Telemetry.Start(b => b.WithTracing(t => t.AddProcessor(redaction).AddExporter(exporter))))
        {
            foreach (var id in new object[] { 7, "7", 8 })
            {
                using var span = Scope.Source.StartActivity("pay card=1234");
                span!.SetTag("USER.EMAIL", "a@b").SetTag("http.request.header.cookie", "x").SetTag("user.id", id).SetTag("url", "/?card=99&x=1")
                    .SetTag("bomb", new string('a', 40) + "!").SetTag("count", 5);
            }
        }

        var first = exporter.Items[0];
        Assert.Equal("pay REDACTED", first.DisplayName);
        Assert.Null(first.GetTagItem("USER.EMAIL"));
        Assert.Equal("REDACTED", first.GetTagItem("http.request.header.cookie"));
        Assert.Equal("/?REDACTED&x=1", first.GetTagItem("url"));
        Assert.Equal("REDACTED", first.GetTagItem("bomb"));
        Assert.Equal(5, first.GetTagItem("count"));
        Assert.Matches("^[0-9A-F]{32}$", (string)first.GetTagItem("user.id")!);
        Assert.Equal(first.GetTagItem("user.id"), exporter.Items[1].GetTagItem("user.id"));
        Assert.NotEqual(first.GetTagItem("user.id"), exporter.Items[2].GetTagItem("user.id"));
        Assert.Throws<ArgumentException>(() => new RedactingSpanProcessor().Hash("short"u8, "a"));
        Assert.ThrowsAny<ArgumentException>(() => new RedactingSpanProcessor().MaskMatches("("));
    }

    [Theory]
    [InlineData(null, null, 128, 72)]
    [InlineData("3", null, 3, 197)]
    [InlineData("0", "5", 0, 200)]
    [InlineData(null, "5", 5, 195)]
    [InlineData("", "", 128, 72)]
    [InlineData("200", null, 200, 0)]
    [InlineData("-1", "x", 128, 72)]
    public async Task Too_many_tags_are_dropped_and_counted(string? ofSpans, string? ofAll, int expected, int dropped)
    {
        using var surroundings = new Surroundings().Set("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", ofSpans).Set("OTEL_ATTRIBUTE_COUNT_LIMIT", ofAll);
        var exporter = new InMemoryExporter<Activity>();
        await using (Telemetry.Start(b => b.WithTracing(t => t.AddExporter(exporter))))
        {
            using var span = Scope.Source.StartActivity("many");
            for (var i = 0; i < 200; i++)
                span!.SetTag($"k{i:000}", i);
        }

        var kept = exporter.Items.Single().TagObjects.Select(static t => t.Key).ToList();
        Assert.Equal(Enumerable.Range(0, expected).Select(static i => $"k{i:000}"), kept);
        Assert.Equal(dropped, SpanLimits.DroppedTagsOf(exporter.Items[0]));
        Assert.Equal(ofSpans == "-1" ? 2 : 0, surroundings.Told.Count(static c => c == '\n'));
    }

    [Theory]
    [InlineData(null, "abc😀d", "abc😀d")]
    [InlineData("5", "abc😀d", "abc😀")]
    [InlineData("4", "abc😀d", "abc")]
    [InlineData("3", "abc😀d", "abc")]
    [InlineData("0", "abc", "")]
    public async Task Long_texts_are_cut_and_no_character_in_two(string? limit, string text, string expected)
    {
        using var surroundings = new Surroundings().Set("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", limit);
        var exporter = new InMemoryExporter<Activity>();
        await using (Telemetry.Start(b => b.WithTracing(t => t.AddExporter(exporter))))
        {
            using var span = Scope.Source.StartActivity("long");
            span!.SetTag("text", text).SetTag("texts", new[] { "x", text, null }).SetTag("number", 1234567);
        }

        var exported = exporter.Items.Single();
        Assert.Equal(expected, exported.GetTagItem("text"));
        Assert.Equal(limit == "0" ? ["", expected, null] : ["x", expected, null], (string?[])exported.GetTagItem("texts")!);
        Assert.Equal(1234567, exported.GetTagItem("number"));
    }

    [Fact]
    public async Task Limits_in_code_beat_the_variables()
    {
        using var surroundings = new Surroundings().Set("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "9");
        var exporter = new InMemoryExporter<Activity>();
        await using (Telemetry.Start(b => b.WithTracing(t => t.SetLimits(new SpanLimits { TagCount = 1 }).AddExporter(exporter))))
        {
            using var span = Scope.Source.StartActivity("many");
            span!.SetTag("a", 1).SetTag("b", 1);
        }

        Assert.Equal(["a"], exporter.Items.Single().TagObjects.Select(static t => t.Key));
    }

    [Fact]
    public async Task Configuration_that_is_deferred_and_knows_OpenTelemetrys_builder_alone_is_done()
    {
        var exporter = new InMemoryExporter<Activity>();
        using var foreign = new ActivitySource("Foreign.Library");
        await using (Telemetry.Start(b => b.WithTracing(t =>
        {
            t.AddExporter(exporter);
            ((IDeferredTracerProviderBuilder)t).Configure(static (services, builder) =>
            {
                Assert.Null(services.GetService(typeof(string)));
                builder.AddSource("Foreign.*");
            });
        })))
        {
            foreign.StartActivity("foreign")?.Dispose();
        }

        Assert.Equal(["foreign"], exporter.Items.Select(static s => s.OperationName));
    }

    [Fact]
    public async Task The_level_of_scopes_is_changed_while_the_program_runs_and_for_those_to_come()
    {
        await using var telemetry = Telemetry.Start(static b => b.WithTracing(static t => t.AddExporter(new InMemoryExporter<Activity>())));
        var scope = TelemetryScope.Get("Levels.Here");
        Assert.False(scope.IsTracing(Level.Detailed));

        Telemetry.SetLevel("levels.*", Level.Detailed);
        Assert.True(scope.IsTracing(Level.Detailed));
        Assert.True(TelemetryScope.Get("Levels.Later").IsTracing(Level.Detailed));
        Assert.False(Scope.IsTracing(Level.Detailed));

        Telemetry.SetLevel("levels.*", Level.Essential);
        Assert.False(scope.IsTracing(Level.Normal));
        Assert.True(TelemetryScope.Get("Levels.Latest").IsTracing(Level.Essential));
        Assert.False(TelemetryScope.Get("Levels.Latest").IsTracing(Level.Normal));
        Assert.Throws<ArgumentException>(static () => Telemetry.SetLevel(" ", Level.Normal));
    }

    [Fact]
    public async Task Health_tells_of_each_exporter()
    {
        await using var telemetry = Telemetry.Start(static b => b.WithTracing(static t =>
            t.AddExporter(new InMemoryExporter<Activity>()).AddExporter(new InMemoryExporter<Activity>(), static o => o.MaxQueueSize = 7)));
        Scope.Source.StartActivity("a")?.Dispose();
        await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10));

        Assert.Equal([2_048, 7], telemetry.Health.Spans.Select(static s => s.QueueCapacity));
        Assert.All(telemetry.Health.Spans, static s => Assert.Equal(("InMemoryExporter`1", 1, 0), (s.Name, s.Exported, s.QueueLength)));
        Assert.True(telemetry.Health.IsComplete);
    }

    private static async Task<IEnumerable<string>> Exported(Action<TracingBuilder> configure, Action<TracingBuilder>? first = null)
    {
        var exporter = new InMemoryExporter<Activity>();
        await using (Telemetry.Start(b => b.WithTracing(t =>
        {
            first?.Invoke(t);
            configure(t);
            t.AddExporter(exporter);
        })))
        {
            foreach (var name in new[] { "a", "b", "c" })
                Scope.Source.StartActivity(name)?.Dispose();
        }

        return exporter.Items.Select(static s => s.OperationName);
    }
}
