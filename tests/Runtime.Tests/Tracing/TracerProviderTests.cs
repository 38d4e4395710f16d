using System.Diagnostics;
using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tracing;
using OpenTelemetry.Trace;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Instrumentation.Runtime.Tests.Tracing;

/// <summary>Code that was written for OpenTelemetry's tracer provider and its builder.</summary>
[Collection(ProcessWide.Name)]
public sealed class TracerProviderTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private readonly Surroundings _surroundings = new();
    private readonly InMemoryExporter<Activity> _exporter = new();

    public void Dispose() => _surroundings.Dispose();

    [Fact]
    public async Task Spans_of_a_tracer_are_recorded_where_its_name_was_added()
    {
        await using var telemetry = Start("Library");
        TracerProvider provider = telemetry.TracerProvider;
        using (var span = provider.GetTracer("Library", "1.0").StartActiveSpan("outer", SpanKind.Client))
        {
            span.SetAttribute("a", 1);
            using var inner = provider.GetTracer("Library", "1.0").StartActiveSpan("inner");
        }

        using (provider.GetTracer("Other").StartActiveSpan("other"))
        using (TracerProvider.Default.GetTracer("Library").StartActiveSpan("by default"))
        {
        }

        Assert.True(await telemetry.TracerProvider.ForceFlushAsync(Bound));

        Assert.Equal(["inner", "outer", "by default"], _exporter.Items.Select(static s => s.OperationName));
        var outer = _exporter.Items[1];
        Assert.Equal((ActivityKind.Client, 1), (outer.Kind, outer.GetTagItem("a")));
        Assert.Equal(outer.SpanId, _exporter.Items[0].ParentSpanId);
    }

    [Fact]
    public async Task Scopes_that_differ_in_name_version_schema_or_attributes_never_merge_wherever_they_come_from()
    {
        await using var telemetry = Start("Scopes*");
        var provider = telemetry.TracerProvider;
        Tag[] red = [new("color", "red")], blue = [new("color", "blue")];
        using var own = new ActivitySource(new ActivitySourceOptions("Scopes.Own") { Version = "1", TelemetrySchemaUrl = "https://a", Tags = red });
        using var ownBlue = new ActivitySource(new ActivitySourceOptions("Scopes.Own") { Version = "1", TelemetrySchemaUrl = "https://a", Tags = blue });
        string[] expected =
        [
            Record(TelemetryScope.Get("Scopes", "1", "https://a").Source, "Scopes 1 https://a"),
            Record(TelemetryScope.Get("Scopes", "2", "https://a").Source, "Scopes 2 https://a"),
            Record(TelemetryScope.Get("Scopes", "2", "https://b").Source, "Scopes 2 https://b"),
            Record(TelemetryScope.Get("Scopes").Source, "Scopes"),
            Record(own, "Scopes.Own 1 https://a color=red"),
            Record(ownBlue, "Scopes.Own 1 https://a color=blue"),
            Record(provider.GetTracer("Scopes", "1"), "Scopes 1"),
            Record(provider.GetTracer("Scopes", "2"), "Scopes 2"),
            Record(provider.GetTracer("Scopes", "2", "https://c", red), "Scopes 2 https://c color=red"),
            Record(provider.GetTracer("Scopes", "2", "https://c", blue), "Scopes 2 https://c color=blue"),
        ];

        await provider.ForceFlushAsync(Bound);

        Assert.Equal(expected, _exporter.Items.Select(static s => Scope(s.Source)));
        Assert.Equal(expected.Length, _exporter.Items.Select(static s => s.Source).Distinct().Count());

        static string Scope(ActivitySource source) => string.Join(' ', new[] { source.Name, source.Version, source.TelemetrySchemaUrl }
            .Concat((source.Tags ?? []).Select(static t => $"{t.Key}={t.Value}")).Where(static part => !string.IsNullOrEmpty(part)));
    }

    [Fact]
    public async Task The_same_scope_is_the_same_tracer_in_whatever_order_its_attributes_are()
    {
        await using var telemetry = Start();
        Tag a = new("a", 1), b = new("b", true);

        Assert.Same(telemetry.TracerProvider.GetTracer("Scopes", "1"), telemetry.TracerProvider.GetTracer("Scopes", "1"));
        Assert.Same(telemetry.TracerProvider.GetTracer("Scopes", "1", "https://a", [a, b]), telemetry.TracerProvider.GetTracer("Scopes", "1", "https://a", [b, a]));
        Assert.Same(TelemetryScope.Get("Scopes", "1", "https://a"), TelemetryScope.Get("Scopes", "1", "https://a"));
    }

    [Fact]
    public async Task Many_threads_that_ask_for_a_tracer_flush_and_shut_down_harm_nothing()
    {
        await using var telemetry = Start("Library");
        var provider = telemetry.TracerProvider;

        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            using (provider.GetTracer("Library", $"{i % 4}").StartActiveSpan("span"))
            {
            }

            return i % 8 == 7 ? await provider.ShutdownAsync(Bound) : await provider.ForceFlushAsync(Bound);
        }))).WaitAsync(Bound);

        Assert.All(results, Assert.True);
        Assert.True(await provider.ShutdownAsync(TimeSpan.FromSeconds(1)));
        var health = telemetry.Health.Spans.Single();
        Assert.Equal(_exporter.Items.Count, health.Exported);
        Assert.Equal(0, health.QueueLength);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_its_end_nothing_is_recorded_and_telemetry_ends_as_ever(bool byDisposing)
    {
        await using var telemetry = Start("Library");
        var tracer = telemetry.TracerProvider.GetTracer("Library");
        tracer.StartSpan("before").Dispose();

        if (byDisposing)
            await Task.Run(telemetry.TracerProvider.Dispose);
        else
            Assert.True(await telemetry.TracerProvider.ShutdownAsync(Bound));

        Assert.Equal(["before"], _exporter.Items.Select(static s => s.OperationName));
        Assert.False(tracer.StartSpan("after").Context.IsValid);
        Assert.False(telemetry.TracerProvider.GetTracer("Library").StartSpan("after").Context.IsValid);
        Assert.True(await telemetry.TracerProvider.ForceFlushAsync(Bound));
        Assert.True(await telemetry.TracerProvider.ShutdownAsync(Bound));
        await telemetry.DisposeAsync();
        await Task.Run(telemetry.TracerProvider.Dispose);
        Assert.Equal("", _surroundings.Told);
    }

    [Fact]
    public async Task Metrics_and_consoles_go_on_when_the_provider_has_ended()
    {
        await using var recorder = Recorder.Start();
        var scope = TelemetryScope.Get("Provider.Console");
        using (scope.Source.StartActivity("written"))
        {
        }

        Assert.True(await recorder.Telemetry.TracerProvider.ShutdownAsync(Bound));
        Assert.Contains("written", recorder.Output.Text, StringComparison.Ordinal);
        scope.Meter.CreateCounter<long>("provider.goes_on").Add(1);

        Assert.Contains("provider.goes_on", await recorder.EndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_takes_too_long_is_given_up_at_the_time_out_and_counted()
    {
        using var exporter = new Blocking();
        var telemetry = Telemetry.Start(b => b.WithTracing(t => t.AddSource("Library").AddExporter(exporter)));
        telemetry.TracerProvider.GetTracer("Library").StartSpan("span").Dispose();
        var watch = Stopwatch.StartNew();

        Assert.False(await telemetry.TracerProvider.ForceFlushAsync(TimeSpan.FromMilliseconds(20)));
        Assert.False(await telemetry.TracerProvider.ForceFlushAsync(TimeSpan.Zero));
        Assert.False(await telemetry.TracerProvider.ShutdownAsync(TimeSpan.FromMilliseconds(20)));
        await telemetry.DisposeAsync();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.Equal([new(DropReason.ShutDown, 1)], telemetry.Health.Spans.Single().Dropped);
    }

    [Fact]
    public async Task No_time_out_that_a_timer_can_not_keep_is_taken()
    {
        await using var telemetry = Start();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => telemetry.TracerProvider.ForceFlushAsync(TimeSpan.FromMilliseconds(-2)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => telemetry.TracerProvider.ShutdownAsync(TimeSpan.FromDays(25)));
        Assert.True(await telemetry.TracerProvider.ShutdownAsync(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Where_telemetry_is_disabled_tracers_record_nothing()
    {
        _surroundings.Set("OTEL_SDK_DISABLED", "true");
        await using var telemetry = Start("Library");

        Assert.False(telemetry.TracerProvider.GetTracer("Library").StartSpan("span").Context.IsValid);
        Assert.True(await telemetry.TracerProvider.ForceFlushAsync(Bound));
        Assert.True(await telemetry.TracerProvider.ShutdownAsync(Bound));
    }

    [Fact]
    public async Task Instrumentation_that_knows_the_abstract_builder_alone_works()
    {
        using var library = new LibraryInstrumentation();
        await using (Telemetry.Start(b => b.WithTracing(t => t.AddLibraryInstrumentation(library)).WithTracing(t => t.AddExporter(_exporter))))
        {
            library.Source.StartActivity("at once")?.Dispose();
            library.Deferred.StartActivity("deferred")?.Dispose();
            Assert.True(library.IsMade);
        }

        Assert.Equal(["at once", "deferred"], _exporter.Items.Select(static s => s.OperationName));
        Assert.True(library.IsDisposed);
    }

    private static string Record(ActivitySource source, string scope)
    {
        source.StartActivity("span")!.Dispose();
        return scope;
    }

    private static string Record(Tracer tracer, string scope)
    {
        tracer.StartSpan("span").Dispose();
        return scope;
    }

    private Telemetry Start(params string[] sources) => Telemetry.Start(b => b.WithTracing(t => t.AddSource(sources).AddExporter(_exporter)));

    private sealed class Blocking : IExporter<Activity>, IDisposable
    {
        private readonly TaskCompletionSource _never = new();

        public async ValueTask<ExportResult> ExportAsync(Batch<Activity> batch, CancellationToken cancellationToken)
        {
            await _never.Task;
            return ExportResult.Success;
        }

        public void Dispose() => _never.TrySetResult();
    }
}
