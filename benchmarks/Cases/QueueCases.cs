using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Instrumentation.Benchmarks.Measuring;
using Instrumentation.Benchmarks.Subjects;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Instrumentation.Benchmarks.Cases;

/// <summary>
/// What is kept while an exporter does not come back and the queue before it is full: the spans that wait, with two tags each, and all that was made to keep
/// them. Spans are of an attribute in our runtime, and by hand in OpenTelemetry's SDK.
/// </summary>
internal static class QueueCases
{
    // What both queues hold unless they are told otherwise.
    private const int Waiting = 2_048;

    private const int Rounds = 5;

    // Of the two batch processors.
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(2);

    public static IEnumerable<Case> Memory()
    {
        yield return new OtherCase("memory/a full queue of spans", static name =>
        {
            var work = new Work();
            using var hand = new Hand("Peer.Queue");
            var (ours, theirs) = (new double[Rounds], new double[Rounds]);
            for (var i = -1; i < Rounds; i++)
            {
                var own = Kept(StartOurs, lines => work.TracedTags(Region.South, lines));
                var peer = Kept(StartTheirs, lines => hand.SpanTags(work, Region.South, lines));

                // The first makes what stays for the others.
                if (i >= 0)
                    (ours[i], theirs[i]) = (own, peer);
            }

            return [Row.OfBytes(name, Statistics.Median(ours), Peer.OpenTelemetry, Statistics.Median(theirs))];
        });
    }

    private static Telemetry StartOurs(Gate gate) =>
        Telemetry.Start(t => t.WithTracing(t => t.AddExporter(new Stuck(gate), static o => o.ScheduledDelay = Delay)));

    [SuppressMessage("Reliability", "CA2000", Justification = "The provider disposes its processor, and that its exporter.")]
    private static TracerProvider StartTheirs(Gate gate) => Sdk.CreateTracerProviderBuilder().AddSource("Peer.Queue")
        .AddProcessor(new BatchActivityExportProcessor(new TheirStuck(gate), Waiting, (int)Delay.TotalMilliseconds)).Build();

    // The exporter holds the first span alone; those that come after it wait.
    private static double Kept(Func<Gate, IDisposable> start, Action<int> span)
    {
        var gate = new Gate();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        double kept;
        using (start(gate))
        {
            span(0);
            gate.AwaitExport();
            for (var i = 1; i <= Waiting; i++)
                span(i);
            kept = GC.GetTotalMemory(forceFullCollection: true) - before;
            gate.Open();
        }

        return gate.Passed == Waiting + 1 ? kept : throw new InvalidOperationException($"{gate.Passed} spans were exported, not {Waiting + 1}.");
    }

    /// <summary>Lets no export end until it is opened.</summary>
    private sealed class Gate
    {
        private readonly TaskCompletionSource _reached = new();
        private readonly TaskCompletionSource _opened = new();

        /// <summary>How many spans were exported.</summary>
        public int Passed { get; private set; }

        public void AwaitExport() => _reached.Task.Wait(TimeSpan.FromSeconds(10));

        public void Open() => _opened.SetResult();

        public Task PassAsync(int count)
        {
            Passed += count;
            _reached.TrySetResult();
            return _opened.Task;
        }
    }

    private sealed class Stuck(Gate gate) : Export.IExporter<Activity>
    {
        public async ValueTask<Export.ExportResult> ExportAsync(Export.Batch<Activity> batch, CancellationToken cancellationToken)
        {
            await gate.PassAsync(batch.Count).ConfigureAwait(false);
            return Export.ExportResult.Success;
        }
    }

    private sealed class TheirStuck(Gate gate) : BaseExporter<Activity>
    {
        public override OpenTelemetry.ExportResult Export(in OpenTelemetry.Batch<Activity> batch)
        {
            // To go through them is to take them out of the queue.
            var count = 0;
            foreach (var _ in batch)
                count++;
            gate.PassAsync(count).Wait();
            return OpenTelemetry.ExportResult.Success;
        }
    }
}
