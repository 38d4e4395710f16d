using System.Diagnostics;
using System.Globalization;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tracing;
using static Instrumentation.Tracing.SamplingDecision;

namespace Instrumentation.Runtime.Tests.Tracing;

public sealed class SamplerTests
{
    private static readonly ActivitySource Source = new("Samplers");

    [Fact]
    public void Always_on_and_always_off()
    {
        Assert.Equal(RecordAndSample, Decide(new AlwaysOnSampler()));
        Assert.Equal(Drop, Decide(new AlwaysOffSampler()));
    }

    [Fact]
    public void Always_record_keeps_what_is_exported_another_samplers_decision()
    {
        Assert.Equal(RecordOnly, Decide(new AlwaysRecordSampler(new AlwaysOffSampler())));
        Assert.Equal(RecordAndSample, Decide(new AlwaysRecordSampler(new AlwaysOnSampler())));
        Assert.Throws<ArgumentNullException>(() => new AlwaysRecordSampler(null!));
    }

    [Theory]
    [InlineData("00000000000000010000000000000000", 0.5, Drop)]
    [InlineData("0000000000000000007fffffffffffff", 0.5, Drop)]
    [InlineData("00000000000000000080000000000000", 0.5, RecordAndSample)]
    [InlineData("ffffffffffffffffff7fffffffffffff", 0.5, Drop)]
    [InlineData("000000000000000000ffffffffffffff", 0.0, Drop)]
    [InlineData("00000000000000010000000000000000", 1.0, RecordAndSample)]
    [InlineData("000000000000000000ffffffffffffff", 1.3877787807814457E-17, RecordAndSample)]
    [InlineData("000000000000000000fffffffffffffe", 1.3877787807814457E-17, Drop)]
    [InlineData("000000000000000000ffffffffffffff", 1e-18, Drop)]
    public void A_ratio_is_decided_by_the_last_56_bits_of_the_trace_id(string traceId, double ratio, SamplingDecision expected) =>
        Assert.Equal(expected, Decide(new TraceIdRatioSampler(ratio), traceId: traceId));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_share_is_refused(double ratio)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TraceIdRatioSampler(ratio));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProbabilitySampler(ratio));
    }

    [Fact]
    public void Ratios_keep_what_they_promise_and_lower_ones_a_part_of_what_higher_ones_keep()
    {
        const int Traces = 100_000;
        double[] ratios = [0.001, 0.01, 0.1, 0.25, 0.5, 0.9];
        var samplers = ratios.Select(static r => new TraceIdRatioSampler(r)).ToList();
        var kept = new int[ratios.Length];
        for (var i = 0; i < Traces; i++)
        {
            var parameters = Parameters(ActivityTraceId.CreateRandom());
            var wasKept = false;
            for (var j = 0; j < samplers.Count; j++)
            {
                var isKept = samplers[j].ShouldSample(parameters).Decision == RecordAndSample;
                Assert.True(isKept || !wasKept);
                wasKept = isKept;
                kept[j] += isKept ? 1 : 0;
            }
        }

        // Six standard deviations: one run in half a milliard falls out of them.
        for (var j = 0; j < ratios.Length; j++)
            Assert.InRange(Math.Abs(kept[j] - (ratios[j] * Traces)), 0, 6 * Math.Sqrt(Traces * ratios[j] * (1 - ratios[j])));
    }

    [Theory]
    [InlineData(1.0, "ot=th:0")]
    [InlineData(0.5, "ot=th:8")]
    [InlineData(0.25, "ot=th:c")]
    [InlineData(0.1, "ot=th:e666")]
    [InlineData(1 / 3d, "ot=th:aaab")]
    [InlineData(0.01, "ot=th:fd70a")]
    [InlineData(0.000001, "ot=th:ffffef39")]
    public void A_probability_is_told_by_its_threshold(double probability, string traceState) =>
        Assert.Equal(traceState, new ProbabilitySampler(probability).ShouldSample(Parameters(Id("000000000000000000ffffffffffffff"))).TraceState);

    [Theory]
    [InlineData(null, "ot=th:8")]
    [InlineData("", "ot=th:8")]
    [InlineData("a=1,b=2", "ot=th:8,a=1,b=2")]
    [InlineData("a=1,ot=rv:ffffffffffffff;th:0;x:y,b=2", "ot=th:8;rv:ffffffffffffff;x:y,a=1,b=2")]
    [InlineData("ot=th:4", "ot=th:8")]
    public void The_rest_of_the_trace_state_stays(string? before, string after)
    {
        var result = new ProbabilitySampler(0.5).ShouldSample(Parameters(Id("000000000000000000ffffffffffffff"), traceState: before));

        Assert.Equal((RecordAndSample, after), (result.Decision, result.TraceState));
    }

    [Theory]
    [InlineData("ot=rv:80000000000000", RecordAndSample)]
    [InlineData("ot=rv:7fffffffffffff", Drop)]
    [InlineData("a=1, ot=x:y;rv:7fffffffffffff ", Drop)]
    [InlineData("ot=rv:7FFFFFFFFFFFFF", RecordAndSample)]
    [InlineData("ot=rv:7fffffffffff", RecordAndSample)]
    [InlineData("ot=rv:7ffffffffffffff", RecordAndSample)]
    [InlineData("not=rv:7fffffffffffff", RecordAndSample)]
    public void The_random_value_of_the_trace_state_beats_the_trace_id_where_it_is_one(string traceState, SamplingDecision expected)
    {
        var result = new ProbabilitySampler(0.5).ShouldSample(Parameters(Id("000000000000000000ffffffffffffff"), traceState: traceState));

        Assert.Equal(expected, result.Decision);
    }

    [Fact]
    public void A_dropped_span_has_no_threshold()
    {
        var sampler = new ProbabilitySampler(0);
        var id = Id("000000000000000000ffffffffffffff");

        Assert.Equal("a=1", sampler.ShouldSample(Parameters(id, traceState: "ot=th:8,a=1")).TraceState);
        Assert.Equal("ot=rv:ffffffffffffff", sampler.ShouldSample(Parameters(id, traceState: "ot=th:8;rv:ffffffffffffff")).TraceState);
        Assert.Null(sampler.ShouldSample(Parameters(id)).TraceState);
        Assert.Equal(Drop, sampler.ShouldSample(Parameters(id)).Decision);
    }

    [Theory]
    [InlineData(null, null, "root")]
    [InlineData(true, true, "remote sampled")]
    [InlineData(true, false, "remote not sampled")]
    [InlineData(false, true, "local sampled")]
    [InlineData(false, false, "local not sampled")]
    public void A_parent_decides_by_where_it_is_and_whether_it_is_sampled(bool? isRemote, bool? isSampled, string asked)
    {
        var sampler = new ParentBasedSampler(new Named("root"))
        {
            RemoteParentSampled = new Named("remote sampled"),
            RemoteParentNotSampled = new Named("remote not sampled"),
            LocalParentSampled = new Named("local sampled"),
            LocalParentNotSampled = new Named("local not sampled"),
        };

        Assert.Equal(asked, sampler.ShouldSample(ChildOf(isRemote, isSampled)).TraceState);
    }

    [Theory]
    [InlineData(true, true, RecordAndSample)]
    [InlineData(true, false, Drop)]
    [InlineData(false, true, RecordAndSample)]
    [InlineData(false, false, Drop)]
    public void By_default_a_child_does_as_its_parent_did(bool isRemote, bool isSampled, SamplingDecision expected)
    {
        Assert.Equal(expected, new ParentBasedSampler(new AlwaysOffSampler()).ShouldSample(ChildOf(isRemote, isSampled)).Decision);
        Assert.Equal(expected, new ParentBasedSampler(new AlwaysOnSampler()).ShouldSample(ChildOf(isRemote, isSampled)).Decision);
    }

    [Fact]
    public void A_rate_is_kept_and_what_was_not_used_of_a_second_may_be_used_at_once()
    {
        var time = new ManualTime();
        var sampler = new RateLimitingSampler(4, time);

        Assert.Equal(4, Sampled(20));
        time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Equal(0, Sampled(20));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Sampled(20));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(4, Sampled(20));

        int Sampled(int spans) => Enumerable.Range(0, spans).Count(_ => Decide(sampler) == RecordAndSample);
    }

    [Fact]
    public void A_rate_below_one_in_a_second()
    {
        var time = new ManualTime();
        var sampler = new RateLimitingSampler(0.1, time);

        Assert.Equal(RecordAndSample, Decide(sampler));
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(Drop, Decide(sampler));
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(RecordAndSample, Decide(sampler));
    }

    [Fact]
    public void A_rate_is_kept_by_many_threads_together()
    {
        var sampler = new RateLimitingSampler(1_000, new ManualTime());
        var sampled = 0;
        Parallel.For(0, 20_000, _ =>
        {
            if (Decide(sampler) == RecordAndSample)
                Interlocked.Increment(ref sampled);
        });

        Assert.Equal(1_000, sampled);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_rate_is_refused(double rate) => Assert.Throws<ArgumentOutOfRangeException>(() => new RateLimitingSampler(rate));

    [Fact]
    public void The_first_rule_that_matches_decides()
    {
        var sampler = new RuleBasedSampler(
            new Named("rest"),
            new SamplingRule(new Named("health")) { Name = "GET /health*", Kind = ActivityKind.Server },
            new SamplingRule(new Named("scope")) { Scope = "sampl*" },
            new SamplingRule(new Named("tag")) { Tag = ("http.status", "5??") });

        Assert.Equal("health", Asked("GET /health/live", ActivityKind.Server));
        Assert.Equal("rest", Asked("GET /health/live", ActivityKind.Client));
        Assert.Equal("rest", Asked("get /health", ActivityKind.Server));
        Assert.Equal("scope", Asked("x", source: Source));
        Assert.Equal("tag", Asked("x", tags: [new("a", 1), new("http.status", 503)]));
        Assert.Equal("rest", Asked("x", tags: [new("http.status", 404)]));
        Assert.Equal("rest", Asked("x", tags: [new("http.status", null)]));

        string? Asked(string name, ActivityKind kind = default, KeyValuePair<string, object?>[]? tags = null, ActivitySource? source = null) =>
            sampler.ShouldSample(new SamplingParameters(default, ActivityTraceId.CreateRandom(), name, kind, tags, null, source)).TraceState;
    }

    [Fact]
    public void Each_describes_itself_in_any_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = new CultureInfo("de-DE");
        Assert.Equal(
            "ParentBased{root=TraceIdRatioBased{0.1},remoteParentSampled=AlwaysOnSampler,remoteParentNotSampled=AlwaysOffSampler,localParentSampled=AlwaysOnSampler,localParentNotSampled=AlwaysOffSampler}",
            new ParentBasedSampler(new TraceIdRatioSampler(0.1)).ToString());
        Assert.Equal("RuleBased{RateLimitingSampler{0.5},otherwise=ProbabilitySampler{0.25}}", new RuleBasedSampler(
            new ProbabilitySampler(0.25), new SamplingRule(new RateLimitingSampler(0.5))).Description);
        Assert.Equal("AlwaysRecordSampler{AlwaysOffSampler}", new AlwaysRecordSampler(new AlwaysOffSampler()).Description);
        Thread.CurrentThread.CurrentCulture = before;
    }

    private static SamplingDecision Decide(Sampler sampler, string? traceId = null) =>
        sampler.ShouldSample(Parameters(traceId is null ? ActivityTraceId.CreateRandom() : Id(traceId))).Decision;

    private static ActivityTraceId Id(string hex) => ActivityTraceId.CreateFromString(hex);

    private static SamplingParameters Parameters(ActivityTraceId traceId, string? traceState = null) => new(
        traceState is null ? default : new ActivityContext(traceId, ActivitySpanId.CreateRandom(), default, traceState, isRemote: true), traceId, "span", ActivityKind.Internal);

    private static SamplingParameters ChildOf(bool? isRemote, bool? isSampled)
    {
        var traceId = ActivityTraceId.CreateRandom();
        var parent = isRemote is null
            ? default
            : new ActivityContext(traceId, ActivitySpanId.CreateRandom(), isSampled == true ? ActivityTraceFlags.Recorded : default, isRemote: isRemote.Value);
        return new SamplingParameters(parent, traceId, "span", ActivityKind.Internal);
    }

    private sealed class Named(string name) : Sampler
    {
        public override string Description => name;

        public override SamplingResult ShouldSample(in SamplingParameters parameters) => new(RecordAndSample, null, name);
    }
}
