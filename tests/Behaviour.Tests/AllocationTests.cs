using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using Instrumentation.Behaviour.Tests.Harness;
using Instrumentation.Metrics;
using Instrumentation.Tests.Support;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>What a call allocates: nothing when nobody listens, and a span and no more when somebody does.</summary>
[Collection(Alone.Name)]
public class AllocationTests
{
    private const int Calls = 10_000;

    private static readonly Lean Lean = new();
    private static readonly InstrumentedLean Decorated = new(new LeanImplementation());

    private static readonly ActivitySource Source = Instruments.TelemetryScope.Get(
        Recorder.Scope, typeof(Lean).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion).Source;

    public static TheoryData<string> Kinds => [.. ByKind.Keys];

    private static Dictionary<string, Action> ByKind { get; } = new()
    {
        ["synchronous"] = static () => Lean.Sync(1),
        ["completed task"] = static () => Lean.Completed(1),
        ["completed value task with a result"] = static () => Completed(Lean.ValueCompleted(1)),
        ["completed value task"] = static () => Completed(Lean.ValueDone()),
        ["partial"] = static () => Lean.Partial(1),
        ["decorator"] = static () => ((ILean)Decorated).Decorated(1),
    };

    [Theory, MemberData(nameof(Kinds))]
    public void A_call_that_nobody_listens_to_allocates_nothing(string kind) => Assert.Equal(0, Bytes(ByKind[kind]));

    [Fact]
    public void A_call_with_every_attribute_that_nobody_listens_to_allocates_nothing() =>
        Assert.Equal(0, Bytes(static () => Lean.Everything("text", Channel.Store, Guid.Empty)));

    [Theory, MemberData(nameof(Kinds))]
    public void A_recorded_span_allocates_what_the_activity_alone_does(string kind)
    {
        using var listener = Listen(ActivitySamplingResult.AllDataAndRecorded);
        var alone = Bytes(static () =>
        {
            using var activity = Source.StartActivity("lean");
        });

        Assert.InRange(alone / Calls, 200, 1_000);
        Assert.Equal(alone, Bytes(ByKind[kind]));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_span_that_the_sampler_declines_allocates_what_the_declined_activity_does(string kind)
    {
        using var listener = Listen(ActivitySamplingResult.None);
        var alone = Bytes(static () =>
        {
            using var activity = Source.StartActivity("lean");
        });

        Assert.Equal(alone, Bytes(ByKind[kind]));
    }

    [Fact]
    public void A_measurement_with_bounded_tags_allocates_nothing()
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == Recorder.Scope)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        var measured = 0L;
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => measured += tags.Length);
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => measured += tags.Length);
        listener.Start();

        Assert.Equal(0, Bytes(static () => Lean.Measured(Channel.Store, true, 2)));
        Assert.Equal(0, Bytes(static () => Lean.Measured((Channel)9, false, 3)));
        Assert.Equal(0, Bytes(static () => Lean.MeasuredCompleted(Channel.WebShop)));
        Assert.True(measured > 3 * Calls);
    }

    [Fact]
    public async Task A_measurement_that_our_provider_takes_allocates_nothing()
    {
        Assert.Equal(0, Bytes(Measure));

        var reader = new ManualReader();
        await using var telemetry = Telemetry.Start(t => t.WithMetrics(m => m.AddReader(reader)));
        Assert.Equal(0, Bytes(Measure));
        var placed = reader.Collect().Single(static m => m.Name == "gauges.placed");
        Assert.True(placed.Points[0].WholeValue >= Calls);

        static void Measure()
        {
            Lean.Measured(Channel.Store, true, 2);
            Lean.MeasuredCompleted(Channel.WebShop);
            Gauges.Placed(1, Bulk.Large, true);
            Gauges.Weight(1.5m, "kind", Guid.Empty);
        }
    }

    private static void Completed(ValueTask task) => Assert.True(task.IsCompletedSuccessfully);

    private static void Completed(ValueTask<int> task) => Assert.True(task.IsCompletedSuccessfully);

    private static ActivityListener Listen(ActivitySamplingResult sampling)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Recorder.Scope,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => sampling,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>The bytes that ten thousand calls allocate.</summary>
    private static long Bytes(Action call) => Allocated.AtBest(() =>
    {
        for (var i = 0; i < Calls; i++)
            call();
    });
}
