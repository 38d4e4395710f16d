using System.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tracing;

namespace Instrumentation.Runtime.Tests.Tracing;

/// <summary>The ids of traces that begin here, and what other services are told of them.</summary>
[Collection(ProcessWide.Name)]
public sealed class TraceIdTests : IDisposable
{
    private const string Given = "0af7651916cd43dd8448eb211c80319c";

    private static readonly TelemetryScope Scope = TelemetryScope.Get("TraceIds");

    private readonly Surroundings _surroundings = new();

    public void Dispose() => _surroundings.Dispose();

    [Theory]
    [InlineData(true, "-03")]
    [InlineData(false, "-02")]
    public void That_a_trace_id_is_random_is_told_with_each_span_of_the_trace(bool isSampled, string flags)
    {
        using var telemetry = Start(sampler: isSampled ? new AlwaysOnSampler() : new ParentBasedSampler(new AlwaysOffSampler()));

        using var root = Scope.Source.StartActivity("root")!;
        using var child = Scope.Source.StartActivity("child") ?? root;

        Assert.EndsWith(flags, root.Id, StringComparison.Ordinal);
        Assert.EndsWith(flags, child.Id, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "-01")]
    [InlineData(2, "-03")]
    public void Of_another_services_trace_id_it_is_told_what_that_service_said(int flags, string expected)
    {
        using var telemetry = Start();
        var remote = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), (ActivityTraceFlags)flags, isRemote: true);

        using var span = Scope.Source.StartActivity("entry", ActivityKind.Server, remote)!;
        using var child = Scope.Source.StartActivity("child")!;

        Assert.EndsWith(expected, span.Id, StringComparison.Ordinal);
        Assert.EndsWith(expected, child.Id, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_may_begin_with_the_time()
    {
        using var telemetry = Start(new TimePrefixedTraceIdGenerator(new Stopped(DateTimeOffset.FromUnixTimeSeconds(0x5759e988))));

        using var first = Scope.Source.StartActivity(ActivityKind.Internal, name: "first")!;
        Activity.Current = null;
        using var second = Scope.Source.StartActivity(ActivityKind.Internal, name: "second")!;

        Assert.StartsWith("5759e988", first.TraceId.ToHexString(), StringComparison.Ordinal);
        Assert.StartsWith("5759e988", second.TraceId.ToHexString(), StringComparison.Ordinal);
        Assert.NotEqual(first.TraceId, second.TraceId);
        Assert.EndsWith("-03", first.Id, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generator_of_ones_own_makes_the_id_that_sampler_and_span_see()
    {
        ActivityTraceId asked = default;
        using var telemetry = Start(new Custom(static () => ActivityTraceId.CreateFromString(Given)), new Asking(id => asked = id));

        using var span = Scope.Source.StartActivity("root")!;

        Assert.Equal((Given, Given), (span.TraceId.ToHexString(), asked.ToHexString()));
        Assert.EndsWith("-01", span.Id, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("zeros")]
    [InlineData("starts spans")]
    public void A_generator_that_misbehaves_leaves_the_trace_a_random_id(string misbehaviour)
    {
        using var telemetry = Start(new Custom(() =>
        {
            switch (misbehaviour)
            {
                case "throws":
                    throw new InvalidOperationException();
                case "zeros":
                    return ActivityTraceId.CreateFromBytes(new byte[16]);
                default:
                    using (var inner = Scope.Source.StartActivity(ActivityKind.Internal, name: "inner"))
                        return inner!.TraceId;
            }
        }));

        using var span = Scope.Source.StartActivity("root")!;

        Assert.NotEqual(default, span.TraceId);
        Assert.Contains(span.TraceId.ToHexString(), static c => c != '0');
        Assert.EndsWith("-01", span.Id, StringComparison.Ordinal);
        Assert.Equal(
            misbehaviour switch
            {
                "throws" => $"instrumentation: the trace id generator {typeof(Custom)} threw System.InvalidOperationException; the application was not affected.\n",
                "zeros" => $"instrumentation: the trace id generator {typeof(Custom)} made an id of zeros; random ones are used instead of these.\n",
                _ => "",
            },
            _surroundings.Told);
    }

    [Fact]
    public async Task What_made_the_ids_before_makes_them_when_telemetry_has_ended()
    {
        Func<ActivityTraceId> before = new Custom(ActivityTraceId.CreateRandom).Create, other = new Custom(ActivityTraceId.CreateRandom).Create;
        Activity.TraceIdGenerator = before;
        try
        {
            var first = Start(new TimePrefixedTraceIdGenerator());
            var ofFirst = Activity.TraceIdGenerator;
            var second = Start(new TimePrefixedTraceIdGenerator());
            Assert.NotSame(ofFirst, Activity.TraceIdGenerator);
            await second.DisposeAsync();
            Assert.Same(ofFirst, Activity.TraceIdGenerator);
            await first.DisposeAsync();
            Assert.Same(before, Activity.TraceIdGenerator);

            // What somebody else has set stays.
            var third = Start(new TimePrefixedTraceIdGenerator());
            Activity.TraceIdGenerator = other;
            await third.DisposeAsync();
            Assert.Same(other, Activity.TraceIdGenerator);

            // Nobody knows of a foreign one whether it is random.
            await using var fourth = Start();
            using var span = Scope.Source.StartActivity("root")!;
            Assert.EndsWith("-01", span.Id, StringComparison.Ordinal);
        }
        finally
        {
            Activity.TraceIdGenerator = null;
        }
    }

    [Fact]
    public void A_generator_that_is_null_is_refused() =>
        Assert.Throws<ArgumentNullException>(static () => Telemetry.Start(static b => b.WithTracing(static t => t.SetTraceIdGenerator(null!))));

    private static Telemetry Start(TraceIdGenerator? generator = null, Sampler? sampler = null) => Telemetry.Start(b => b.WithTracing(t =>
    {
        if (generator is not null)
            t.SetTraceIdGenerator(generator);
        t.SetSampler(sampler ?? new AlwaysOnSampler()).AddExporter(new InMemoryExporter<Activity>());
    }));

    private sealed class Custom(Func<ActivityTraceId> create) : TraceIdGenerator
    {
        public override ActivityTraceId Create() => create();
    }

    private sealed class Asking(Action<ActivityTraceId> onAsked) : Sampler
    {
        public override string Description => "Asking";

        public override SamplingResult ShouldSample(in SamplingParameters parameters)
        {
            onAsked(parameters.TraceId);
            return new(SamplingDecision.RecordAndSample);
        }
    }

    private sealed class Stopped(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
