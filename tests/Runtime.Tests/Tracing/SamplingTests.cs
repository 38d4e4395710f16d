using System.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tests.Support;
using Instrumentation.Tracing;

namespace Instrumentation.Runtime.Tests.Tracing;

/// <summary>What becomes of activities by the sampler's decision.</summary>
[Collection(ProcessWide.Name)]
public sealed class SamplingTests
{
    private static readonly TelemetryScope Scope = TelemetryScope.Get("Sampling");

    [Fact]
    public async Task A_root_that_is_dropped_tells_others_so_and_its_children_cost_nothing()
    {
        using var surroundings = new Surroundings();
        var exporter = new InMemoryExporter<Activity>();
        await using var telemetry = Start(exporter, new ParentBasedSampler(new AlwaysOffSampler()));

        using (var root = Scope.Source.StartActivity("root"))
        {
            Assert.NotNull(root);
            Assert.False(root.Recorded);
            Assert.False(root.IsAllDataRequested);
            Assert.EndsWith("-02", root.Id, StringComparison.Ordinal);
            Assert.Null(Scope.Source.StartActivity("child"));

            Assert.Equal(0, Allocated.AtBest(static () =>
            {
                for (var i = 0; i < 100; i++)
                    Scope.Source.StartActivity("child")?.Dispose();
            }));
        }

        Assert.True(await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10)));
        Assert.Empty(exporter.Items);
    }

    [Fact]
    public async Task A_remote_parents_decision_is_kept_and_handed_on()
    {
        using var surroundings = new Surroundings();
        var exporter = new InMemoryExporter<Activity>();
        await using var telemetry = Start(exporter, new ParentBasedSampler(new AlwaysOnSampler()));
        var dropped = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true);
        var sampled = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);

        using (var span = Scope.Source.StartActivity("dropped", ActivityKind.Server, dropped))
            Assert.Equal((dropped.TraceId, false), (span!.TraceId, span.Recorded));
        using (var span = Scope.Source.StartActivity("sampled", ActivityKind.Server, sampled))
            Assert.Equal((sampled.TraceId, true), (span!.TraceId, span.Recorded));

        await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["sampled"], exporter.Items.Select(static s => s.OperationName));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("00-00f92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true)]
    [InlineData("00-00f92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", false)]
    public async Task An_activity_that_no_sampler_was_asked_for_decides_nothing_but_hands_on_what_it_received(string? received, bool isRecorded)
    {
        using var surroundings = new Surroundings();
        await using var telemetry = Start(new InMemoryExporter<Activity>(), new ParentBasedSampler(new AlwaysOnSampler()));
        using var framework = new Activity("framework");
        if (received is not null)
            framework.SetParentId(received);
        framework.Start();
        using var inner = new Activity("inner of framework");
        inner.Start();

        using var span = Scope.Source.StartActivity("span");

        Assert.Equal(isRecorded, span?.Recorded == true);
    }

    [Fact]
    public async Task A_sampler_that_is_changed_decides_the_children_of_a_span_that_another_dropped()
    {
        using var surroundings = new Surroundings();
        await using var telemetry = Start(new InMemoryExporter<Activity>(), new ParentBasedSampler(new AlwaysOffSampler()));
        using var root = Scope.Source.StartActivity("root");
        Assert.Null(Scope.Source.StartActivity("child"));
        Assert.Null(Scope.Source.StartActivity("child"));

        telemetry.Sampler = new AlwaysOnSampler();
        using var child = Scope.Source.StartActivity("child");

        Assert.True(child?.Recorded);
    }

    [Fact]
    public async Task That_a_span_was_dropped_below_an_activity_given_by_its_context_decides_nothing_below_it_later()
    {
        using var surroundings = new Surroundings();
        await using var telemetry = Start(new InMemoryExporter<Activity>(), new ParentBasedSampler(new AlwaysOnSampler()));
        using var framework = new Activity("framework");
        framework.Start();
        Activity.Current = null;
        Assert.Null(Scope.Source.StartActivity("below its context", ActivityKind.Internal, framework.Context));

        Activity.Current = framework;
        using var span = Scope.Source.StartActivity("below it");

        Assert.True(span?.Recorded);
    }

    [Fact]
    public async Task Tags_and_trace_state_of_a_sampler_reach_the_span()
    {
        using var surroundings = new Surroundings();
        var exporter = new InMemoryExporter<Activity>();
        await using var telemetry = Start(
            exporter, new Answering(static _ => new(SamplingDecision.RecordAndSample, [new("rule", "a"), new("rule", "b")], "vendor=1")));

        using (var span = Scope.Source.StartActivity("tagged"))
        {
            Assert.Equal("b", span!.GetTagItem("rule"));
            Assert.Equal("vendor=1", span.TraceStateString);
        }
    }

    [Fact]
    public async Task What_is_recorded_only_is_seen_by_processors_and_not_exported()
    {
        using var surroundings = new Surroundings();
        var exporter = new InMemoryExporter<Activity>();
        var seen = new Seeing();
        await using var telemetry = Telemetry.Start(b => b.WithTracing(t =>
            t.SetSampler(new AlwaysRecordSampler(new AlwaysOffSampler())).AddProcessor(seen).AddExporter(exporter)));

        Scope.Source.StartActivity("recorded")?.Dispose();

        await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["+recorded", "-recorded"], seen.Events);
        Assert.Empty(exporter.Items);
    }

    [Fact]
    public async Task A_sampler_that_throws_drops_the_span_and_is_told_of()
    {
        using var surroundings = new Surroundings();
        await using var telemetry = Start(new InMemoryExporter<Activity>(), new Answering(static _ => throw new InvalidOperationException("no")));

        using (var span = Scope.Source.StartActivity("a"))
            Assert.False(span!.Recorded);
        Scope.Source.StartActivity("b")?.Dispose();

        Assert.Equal(
            "instrumentation: the sampler Instrumentation.Runtime.Tests.Tracing.SamplingTests+Answering threw System.InvalidOperationException; the application was not affected.\n",
            surroundings.Told);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(99)]
    public async Task An_answer_that_is_none_drops_the_span(int decision)
    {
        using var surroundings = new Surroundings();
        await using var telemetry = Start(new InMemoryExporter<Activity>(), new Answering(_ => new((SamplingDecision)decision)));

        using var span = Scope.Source.StartActivity("a");

        Assert.False(span!.Recorded);
    }

    [Fact]
    public async Task A_sampler_that_starts_spans_is_not_asked_for_them()
    {
        using var surroundings = new Surroundings();
        var asked = 0;
        await using var telemetry = Start(new InMemoryExporter<Activity>(), new Answering(_ =>
        {
            asked++;
            using var inner = Scope.Source.StartActivity("inner");
            Assert.False(inner!.Recorded);
            return new(SamplingDecision.RecordAndSample);
        }));

        Scope.Source.StartActivity("outer")?.Dispose();

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_processor_that_throws_or_starts_spans_harms_nobody()
    {
        using var surroundings = new Surroundings();
        var exporter = new InMemoryExporter<Activity>();
        var seen = new Seeing();
        await using var telemetry = Telemetry.Start(b => b.WithTracing(t =>
            t.AddProcessor(new Acting(static s => Scope.Source.StartActivity("inner of " + s.OperationName)?.Dispose()))
                .AddProcessor(new Acting(static _ => throw new InvalidOperationException("no")))
                .AddProcessor(seen)
                .AddExporter(exporter)));

        Scope.Source.StartActivity("outer")?.Dispose();

        Assert.True(await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(["+outer", "-outer"], seen.Events);
        Assert.Equal(["outer"], exporter.Items.Select(static s => s.OperationName));
        Assert.Equal(
            "instrumentation: the span processor Instrumentation.Runtime.Tests.Tracing.SamplingTests+Acting threw System.InvalidOperationException; the application was not affected.\n",
            surroundings.Told);
    }

    [Fact]
    public async Task The_sampler_may_be_changed_while_the_program_runs()
    {
        using var surroundings = new Surroundings();
        var exporter = new InMemoryExporter<Activity>();
        await using var telemetry = Start(exporter, new AlwaysOffSampler());

        Scope.Source.StartActivity("a")?.Dispose();
        telemetry.Sampler = new AlwaysOnSampler();
        Scope.Source.StartActivity("b")?.Dispose();
        telemetry.Sampler = new AlwaysOffSampler();
        Scope.Source.StartActivity("c")?.Dispose();

        await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["b"], exporter.Items.Select(static s => s.OperationName));
        Assert.Throws<ArgumentNullException>(() => telemetry.Sampler = null!);
    }

    [Fact]
    public async Task Code_beats_the_variables()
    {
        using var surroundings = new Surroundings().Set("OTEL_TRACES_SAMPLER", "sometimes");
        await using var telemetry = Start(new InMemoryExporter<Activity>(), new AlwaysOffSampler());

        Assert.Equal("AlwaysOffSampler", telemetry.Sampler.Description);
        Assert.Equal("", surroundings.Told);
    }

    private static Telemetry Start(IExporter<Activity> exporter, Sampler sampler) =>
        Telemetry.Start(b => b.WithTracing(t => t.SetSampler(sampler).AddExporter(exporter)));

    private sealed class Answering(Func<SamplingParameters, SamplingResult> answer) : Sampler
    {
        public override string Description => "Answering";

        public override SamplingResult ShouldSample(in SamplingParameters parameters) => answer(parameters);
    }

    private sealed class Seeing : SpanProcessor
    {
        public List<string> Events { get; } = [];

        public override void OnStart(Activity span) => Events.Add("+" + span.OperationName);

        public override void OnEnd(Activity span) => Events.Add("-" + span.OperationName);
    }

    private sealed class Acting(Action<Activity> act) : SpanProcessor
    {
        public override void OnStart(Activity span) => act(span);

        public override void OnEnd(Activity span) => act(span);
    }
}
