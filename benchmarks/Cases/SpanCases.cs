using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Instrumentation.Benchmarks.Measuring;
using Instrumentation.Benchmarks.Subjects;
using Instrumentation.Tracing;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Instrumentation.Benchmarks.Cases;

/// <summary>
/// What a span costs from its start to the exporter's queue: that of an attribute in our runtime, against the same by hand in OpenTelemetry's SDK and under
/// a bare listener. A turn is a burst that fits the queue, which is empty before it.
/// </summary>
internal static class SpanCases
{
    /// <summary>How many spans a burst has.</summary>
    public const int Burst = 1_024;

    // Of a recorded span no more than this is ours; the rest is the platform's.
    private static readonly Goal OfBare = Goal.Times(1 / 1.15);

    public static IEnumerable<Case> All()
    {
        var work = new Work();
        using (var recorded = new SpanSurroundings(null, null, ActivitySamplingResult.AllDataAndRecorded))
        {
            yield return recorded.Case(
                "span/no tags",
                n => { for (var i = 0; i < n; i++) work.Traced(i); },
                (hand, n) => { for (var i = 0; i < n; i++) hand.Span(work, i); },
                OfBare,
                Goal.NotSlower,
                Burst);
            yield return recorded.Case(
                "span/two tags",
                n => { for (var i = 0; i < n; i++) work.TracedTags(Region.South, i); },
                (hand, n) => { for (var i = 0; i < n; i++) hand.SpanTags(work, Region.South, i); },
                OfBare,
                Goal.NotSlower,
                Burst);
            yield return recorded.Case(
                "span/eight tags",
                n => { for (var i = 0; i < n; i++) work.TracedEight("GET", i, "https", "shop.example.com", 8443, "/api/orders/{id}", "1.1", true); },
                (hand, n) => { for (var i = 0; i < n; i++) hand.SpanEight(work, "GET", i, "https", "shop.example.com", 8443, "/api/orders/{id}", "1.1", true); },
                OfBare,
                Goal.NotSlower,
                Burst);
            yield return recorded.Case(
                "span/Task that is not done",
                n => { for (var i = 0; i < n; i++) Complete(task => work.TracedHands(task)); },
                (hand, n) => { for (var i = 0; i < n; i++) Complete(task => hand.SpanHands(work, task)); },
                null,
                Goal.NotSlower,
                Burst);
        }

        using var dropped = new SpanSurroundings(
            new Tracing.ParentBasedSampler(new TraceIdRatioSampler(0.000001)),
            new OpenTelemetry.Trace.ParentBasedSampler(new TraceIdRatioBasedSampler(0.000001)),
            ActivitySamplingResult.PropagationData);
        yield return dropped.Case(
            "span/dropped root",
            n => { for (var i = 0; i < n; i++) work.Traced(i); },
            (hand, n) => { for (var i = 0; i < n; i++) hand.Span(work, i); },
            null,
            Goal.Times(1 / 0.8),
            null);
        yield return dropped.Case(
            "span/dropped child",
            n =>
            {
                using var root = dropped.StartOurs();
                for (var i = 0; i < n; i++)
                    work.Traced(i);
            },
            (hand, n) =>
            {
                using var root = hand.Start();
                for (var i = 0; i < n; i++)
                    hand.Span(work, i);
            },
            null,
            Goal.Times(2),
            null);
    }

    private static void Complete(Func<Task, Task> call)
    {
        var source = new TaskCompletionSource();
        var task = call(source.Task);
        source.SetResult();
        task.GetAwaiter().GetResult();
    }
}

/// <summary>Two SDKs and a bare listener, each with sources of its own and the same sampler.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The providers dispose their processors, and those their exporters.")]
internal sealed class SpanSurroundings : IDisposable
{
    // Bursts are short, since they must fit a queue.
    private const int ShortRounds = 151;

    // Of the two batch processors.
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(2);

    private readonly SpanTally _ours = new();
    private readonly SpanTally _theirs = new();
    private readonly Hand _bare = new("Bare");
    private readonly Hand _peer = new("Peer");
    private readonly ActivitySource _roots = new("Roots");
    private readonly ActivityListener _listener;
    private readonly Telemetry _telemetry;
    private readonly TracerProvider _provider;

    public SpanSurroundings(Tracing.Sampler? sampler, OpenTelemetry.Trace.Sampler? theirSampler, ActivitySamplingResult bare)
    {
        _telemetry = Telemetry.Start(t => t
            .WithTracing(t => t.AddSource(_roots.Name).SetSampler(sampler ?? new Tracing.ParentBasedSampler(new Tracing.AlwaysOnSampler()))
                .AddExporter(new Nowhere(_ours), static o => o.ScheduledDelay = Delay)));
        _provider = Sdk.CreateTracerProviderBuilder().AddSource("Peer")
            .SetSampler(theirSampler ?? new OpenTelemetry.Trace.ParentBasedSampler(new OpenTelemetry.Trace.AlwaysOnSampler()))
            .AddProcessor(new BatchActivityExportProcessor(new TheirNowhere(_theirs), scheduledDelayMilliseconds: (int)Delay.TotalMilliseconds)).Build();
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Bare",
            Sample = (ref options) => bare == ActivitySamplingResult.PropagationData && options.Parent.SpanId != default ? ActivitySamplingResult.None : bare,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity? StartOurs() => _roots.StartActivity("root");

    public LoopCase Case(string name, Action<int> ours, Action<Hand, int> byHand, Goal? ofBare, Goal? ofPeer, int? burst) => new(
        name,
        n => ours(burst is null ? n : _ours.Send(n)),
        new Peer(Peer.Bare, n => byHand(_bare, n), ofBare),
        new Peer(Peer.OpenTelemetry, n => byHand(_peer, burst is null ? n : _theirs.Send(n)), ofPeer))
    {
        Turn = burst,
        Rounds = burst is null ? 21 : ShortRounds,
        Settle = Settle,
    };

    public void Dispose()
    {
        _telemetry.Dispose();
        _provider.Dispose();
        _listener.Dispose();
        _bare.Dispose();
        _peer.Dispose();
        _roots.Dispose();
    }

    private void Settle()
    {
        if (!SpinWait.SpinUntil(() => _ours.IsAll && _theirs.IsAll, TimeSpan.FromSeconds(10)))
            throw new InvalidOperationException($"A span was not exported: {_ours}, {_theirs}.");
    }

    private sealed class TheirNowhere(SpanTally tally) : BaseExporter<Activity>
    {
        public override OpenTelemetry.ExportResult Export(in OpenTelemetry.Batch<Activity> batch)
        {
            tally.Take((int)batch.Count);
            return OpenTelemetry.ExportResult.Success;
        }
    }

    private sealed class Nowhere(SpanTally tally) : Export.IExporter<Activity>
    {
        public ValueTask<Export.ExportResult> ExportAsync(Export.Batch<Activity> batch, CancellationToken cancellationToken)
        {
            tally.Take(batch.Count);
            return new(Export.ExportResult.Success);
        }
    }
}

/// <summary>How many spans were started, and how many have come to the exporter.</summary>
internal sealed class SpanTally
{
    private long _sent;
    private long _taken;

    public bool IsAll => Volatile.Read(ref _taken) >= _sent;

    public int Send(int count)
    {
        _sent += count;
        return count;
    }

    public void Take(int count) => Volatile.Write(ref _taken, _taken + count);

    public override string ToString() => $"{_taken} of {_sent}";
}
