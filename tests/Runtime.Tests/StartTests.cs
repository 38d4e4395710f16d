using System.Diagnostics;
using System.Diagnostics.Metrics;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests;

[Collection(ProcessWide.Name)]
public sealed class StartTests
{
    [Fact]
    public async Task Scopes_made_before_and_after_the_start_are_recorded_without_being_named()
    {
        var early = TelemetryScope.Get("Start.Early");
        var earlyCounter = early.Meter.CreateCounter<long>("start.early");
        await using var recorder = Recorder.Start();
        var late = TelemetryScope.Get("Start.Late");
        earlyCounter.Add(1);
        late.Meter.CreateCounter<long>("start.late").Add(2);
        early.Source.StartActivity("early span")?.Dispose();
        late.Source.StartActivity("late span")?.Dispose();

        var text = await recorder.EndAsync();

        Assert.All(["early span", "late span", "start.early", "start.late"], expected => Assert.Contains(expected, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Wild.Http.Client", "Wild.Http.Client", true)]
    [InlineData("wild.http.CLIENT", "Wild.Http.Client", true)]
    [InlineData("Wild.*", "Wild.Http.Client", true)]
    [InlineData("WILD.*.client", "Wild.Http.Client", true)]
    [InlineData("Wild.Htt?.Client", "Wild.Http.Client", true)]
    [InlineData("*", "Wild.Http.Client", true)]
    [InlineData("Wild.Http", "Wild.Http.Client", false)]
    [InlineData("Wild.*.Server", "Wild.Http.Client", false)]
    [InlineData("Wild.Http.Client.*", "Wild.Http.Client", false)]
    public async Task Sources_and_meters_that_nobody_generated_are_recorded_when_a_name_or_pattern_says_so(
        string pattern, string name, bool isRecorded)
    {
        await using var recorder = Recorder.Start(b => b
            .WithTracing(t => t.AddSource(pattern))
            .WithMetrics(m => m.AddMeter(pattern)));
        using var source = new ActivitySource(name);
        using var meter = new Meter(name);
        var counter = meter.CreateCounter<long>("wild.count");

        Assert.Equal(isRecorded, source.HasListeners());
        Assert.Equal(isRecorded, counter.Enabled);
    }

    [Fact]
    public async Task Case_is_ignored_alike_in_Turkish()
    {
        using var surroundings = new Surroundings().Speak("tr-TR");
        await using var recorder = Recorder.Start(b => b.WithTracing(t => t.AddSource("WILD.INIT*", "MINI")));
        using var byPattern = new ActivitySource("wild.initial");
        using var byName = new ActivitySource("mini");

        Assert.True(byPattern.HasListeners());
        Assert.True(byName.HasListeners());
    }

    [Fact]
    public async Task Activities_without_a_source_are_recorded_when_their_operation_is_named()
    {
        await using var recorder = Recorder.Start(b => b.WithTracing(t => t.AddLegacySource("legacy operation")));
        using var named = new Activity("legacy operation");
        using var other = new Activity("other operation");
        named.Start().Stop();
        other.Start().Stop();

        var text = await recorder.EndAsync();

        Assert.Contains("legacy operation", text, StringComparison.Ordinal);
        Assert.DoesNotContain("other operation", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void A_name_of_nothing_is_refused_at_the_start(string? name)
    {
        Assert.ThrowsAny<ArgumentException>(() => Telemetry.Start(b => b.WithTracing(t => t.AddSource(name!))));
        Assert.ThrowsAny<ArgumentException>(() => Telemetry.Start(b => b.WithMetrics(m => m.AddMeter(name!))));
    }

    [Fact]
    public async Task After_the_end_nobody_listens()
    {
        var scope = TelemetryScope.Get("Start.Ended");
        var counter = scope.Meter.CreateCounter<long>("start.ended");
        await using var recorder = Recorder.Start();
        Assert.True(scope.Source.HasListeners());
        Assert.True(counter.Enabled);

        await recorder.Telemetry.DisposeAsync();

        Assert.False(scope.Source.HasListeners());
        Assert.False(counter.Enabled);
    }

    [Fact]
    public async Task Disposing_again_in_any_way_does_nothing()
    {
        await using var recorder = Recorder.Start();
        using (TelemetryScope.Get("Start.Twice").Source.StartActivity("once"))
        {
        }

        await Task.Run(recorder.Telemetry.Dispose);
        var text = recorder.Output.Text;
        await Task.Run(recorder.Telemetry.Dispose);
        await recorder.Telemetry.DisposeAsync();

        Assert.Contains("once", text, StringComparison.Ordinal);
        Assert.Equal(text, recorder.Output.Text);
        Assert.True(await recorder.Telemetry.ForceFlushAsync(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Flushing_writes_traces_that_have_ended_and_the_metrics_so_far()
    {
        await using var recorder = Recorder.Start();
        var scope = TelemetryScope.Get("Start.Flush");
        scope.Source.StartActivity("flushed span")?.Dispose();
        scope.Meter.CreateCounter<long>("start.flushed").Add(1);

        Assert.True(await recorder.Telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10)));

        Assert.Contains("flushed span", recorder.Output.Text, StringComparison.Ordinal);
        Assert.Contains("start.flushed", recorder.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_many_threads_record_at_once_appears_each_trace_in_one_piece()
    {
        const int threads = 8;
        const int traces = 100;
        await using var recorder = Recorder.Start();
        var scope = TelemetryScope.Get("Start.Threads");
        var counter = scope.Meter.CreateCounter<int>("start.threads.count");
        var histogram = scope.Meter.CreateHistogram<double>("start.threads.time");

        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < traces; i++)
            {
                using var root = scope.Source.StartActivity($"root {thread}.{i}.");
                using var child = scope.Source.StartActivity($"child {thread}.{i}.");
                counter.Add(1, new KeyValuePair<string, object?>("thread", thread));
                histogram.Record(i);
            }
        })));
        await recorder.Telemetry.DisposeAsync();

        var trees = recorder.Output.Writes.Where(static text => text.StartsWith("trace ", StringComparison.Ordinal)).ToList();
        Assert.Equal(threads * traces, trees.Count);
        for (var i = 0; i < threads * traces; i++)
        {
            var id = $"{i % threads}.{i / threads}.";
            var tree = Assert.Single(trees, tree => tree.Contains($"root {id}", StringComparison.Ordinal));
            Assert.Contains($"child {id}", tree, StringComparison.Ordinal);
        }

        var table = recorder.Output.Writes[^1];
        Assert.Equal(threads, table.Split("  100\n").Length - 1);
        Assert.Matches(@"start\.threads\.time +800 ", table);
    }

    [Fact]
    public async Task Instrumentations_live_from_the_start_to_the_end()
    {
        var instrumentations = new List<Probe>();
        await using var recorder = Recorder.Start(b => b
            .WithTracing(t => t.AddInstrumentation(() => Make(throws: true)))
            .WithMetrics(m => m.AddInstrumentation(() => Make(throws: false))));
        Assert.Equal([0, 0], instrumentations.Select(static probe => probe.Disposed));

        await recorder.EndAsync();
        await Task.Run(recorder.Telemetry.Dispose);

        Assert.Equal([1, 1], instrumentations.Select(static probe => probe.Disposed));

        Probe Make(bool throws)
        {
            instrumentations.Add(new Probe(throws));
            return instrumentations[^1];
        }
    }

    [Fact]
    public void A_start_that_fails_leaves_nothing_behind()
    {
        using var probe = new Probe(throws: false);
        var scope = TelemetryScope.Get("Start.Failed");

        Assert.Throws<NotSupportedException>(() => Telemetry.Start(b => b
            .WithTracing(t => t.AddInstrumentation(() => probe))
            .WithMetrics(m => m.AddInstrumentation<Probe>(() => throw new NotSupportedException()))));

        Assert.Equal(1, probe.Disposed);
        Assert.False(scope.Source.HasListeners());
    }

    private sealed class Probe(bool throws) : IDisposable
    {
        public int Disposed { get; private set; }

        public void Dispose()
        {
            Disposed++;
            if (throws)
                throw new InvalidOperationException("must not reach the application");
        }
    }
}
