using System.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tracing;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Runtime.Tests.Tracing;

/// <summary>
/// Each component of a user's, misbehaving in each way: the application goes on, its siblings get what is theirs, telemetry ends in its time, and
/// every span is exported or counted as dropped.
/// </summary>
[Collection(ProcessWide.Name)]
public sealed class MisbehaviourTests : IDisposable
{
    private const int Spans = 5;

    private static readonly TelemetryScope Scope = TelemetryScope.Get("Misbehaviour");
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly Surroundings _surroundings = new();
    private readonly Misbehaviour _misbehaviour = new(Scope.Source);
    private readonly InMemoryExporter<Activity> _sibling = new();
    private readonly Counting _counting = new();

    public void Dispose()
    {
        _misbehaviour.Release();
        _surroundings.Dispose();
    }

    /// <summary>All there is, but for what returns nothing.</summary>
    public static TheoryData<Component, Way> Matrix
    {
        get
        {
            var matrix = new TheoryData<Component, Way>();
            foreach (var component in Enum.GetValues<Component>())
            {
                foreach (var way in Enum.GetValues<Way>())
                {
                    if ((component, way) is not (Component.ErrorHandler or Component.ProcessorOfSpans, Way.ReturnsNonsense))
                        matrix.Add(component, way);
                }
            }

            return matrix;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Nobody_else_is_harmed(Component component, Way way)
    {
        var telemetry = Telemetry.Start(builder => Configure(builder, component, way));
        _misbehaviour.Telemetry = telemetry;

        var application = Task.Run(Work);
        if (Blocks(component, way))
            await _misbehaviour.Entered.WaitAsync(Bound);
        else
            await application.WaitAsync(Bound);

        await telemetry.ForceFlushAsync(TimeSpan.FromMilliseconds(50)).WaitAsync(Bound);
        var watch = Stopwatch.StartNew();
        await telemetry.DisposeAsync().AsTask().WaitAsync(Bound);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(6));

        _misbehaviour.Release();
        await application.WaitAsync(Bound);
        Assert.True(_misbehaviour.Calls > 0, "It was never called.");
        Assert.Equal(_counting.Ended, _sibling.Items.Count);
        if (RecordsAll(component, way))
            Assert.Equal(Spans, _sibling.Items.Count(static s => s.OperationName == "span"));
        Assert.All(telemetry.Health.Spans, health => Assert.Equal(_counting.Ended, health.Exported + health.Dropped.Values.Sum()));
        Assert.All(telemetry.Health.Spans, static health => Assert.Equal(0, health.QueueLength));
    }

    // What is called on the application's own threads can block the one that calls it, and no other.
    private static bool Blocks(Component component, Way way) =>
        way == Way.Blocks && component is (Component.Sampler or Component.Propagator or Component.ProcessorOfSpans);

    // What ends telemetry ends it in the midst of the application's work; a sampler that does not decide drops.
    private static bool RecordsAll(Component component, Way way) =>
        way != Way.Disposes && !Blocks(component, way) && !(component == Component.Sampler && way is (Way.Throws or Way.ReturnsNonsense));

    private void Configure(TelemetryBuilder builder, Component component, Way way)
    {
        _misbehaviour.Way = way;
        builder.WithTracing(t => t.AddProcessor(_counting));
        _ = component switch
        {
            Component.Sampler => builder.WithTracing(t => t.SetSampler(new Misbehaving.Sampler(_misbehaviour))),
            Component.ProcessorOfSpans => builder.WithTracing(t => t.AddProcessor(new Misbehaving.ProcessorOfSpans(_misbehaviour))),
            Component.ProcessorAtTheEnd => builder.WithTracing(t => t.AddProcessor(new Misbehaving.ProcessorAtTheEnd(_misbehaviour))),
            Component.Exporter => builder.WithTracing(t => t.AddExporter(new Misbehaving.Exporter(_misbehaviour))),
            Component.Propagator => builder.SetPropagator(new Misbehaving.Propagator(_misbehaviour)),
            Component.Instrumentation => builder.WithTracing(t => t.AddInstrumentation(() => Misbehaving.Instrumentation.Make(_misbehaviour))),
            _ => builder.WithTracing(static t => t.AddProcessor(new Misbehaving.Faulty())).OnError(_ => _misbehaviour.Act()),
        };
        builder.WithTracing(t => t.AddExporter(_sibling));
    }

    private static void Work()
    {
        for (var i = 0; i < Spans; i++)
        {
            using var span = Scope.Source.StartActivity("span");
            var headers = new Dictionary<string, string>();
            Propagators.DefaultTextMapPropagator.Inject(new(span?.Context ?? default, Baggage.Current), headers, static (h, key, value) => h[key] = value);
            Propagators.DefaultTextMapPropagator.Extract(default, headers, static (h, key) => h.TryGetValue(key, out var value) ? [value] : null);
        }
    }

    private sealed class Counting : SpanProcessor
    {
        private int _ended;

        public int Ended => Volatile.Read(ref _ended);

        public override void OnEnd(Activity span)
        {
            if (span.Recorded)
                Interlocked.Increment(ref _ended);
        }
    }
}
