using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Instrumentation.Export;
using Instrumentation.Tracing;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Instrumentation.Benchmarks;

/// <summary>
/// What a span costs from its start to the exporter's queue: against a bare listener, and against OpenTelemetry's SDK. Each has sources of its own, the
/// same sampler, and a batch processor with an exporter that takes everything. A turn is a burst that fits the queue, which is empty before it.
/// </summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The providers dispose their processors, and those their exporters.")]
internal static class SpanCost
{
    private const int Burst = 1_024;
    private const int Rounds = 1_001;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(10);

    private static readonly int[] TagCounts = [0, 2, 8];
    private static readonly string[] Keys = ["a", "b", "c", "d", "e", "f", "g", "h"];

    public static void Measure(TextWriter output)
    {
        Environment.SetEnvironmentVariable("OTEL_METRICS_EXPORTER", "none");
        output.WriteLine($"{"",-42} {"ours",20}   {"bare listener",20}          {"OpenTelemetry",20}");
        Compare(output, "always on", new Tracing.AlwaysOnSampler(), new OpenTelemetry.Trace.AlwaysOnSampler(), ActivitySamplingResult.AllDataAndRecorded, Recorded());
        Compare(output, "ratio near 1", Ratio(0.999999999999), TheirRatio(0.999999999999), ActivitySamplingResult.AllDataAndRecorded, Recorded());
        Compare(output, "ratio near 0", Ratio(0.000001), TheirRatio(0.000001), ActivitySamplingResult.PropagationData, [("dropped root", static (s, n) => Record(s, n, 0))]);
        Compare(output, "ratio near 0", Ratio(0.000001), TheirRatio(0.000001), ActivitySamplingResult.None, [("dropped child", Children)]);
        Compare(output, "", null, null, ActivitySamplingResult.None, [("disabled", static (s, n) => Record(s, n, 0))]);
    }

    private static Tracing.ParentBasedSampler Ratio(double ratio) => new(new TraceIdRatioSampler(ratio));

    private static OpenTelemetry.Trace.ParentBasedSampler TheirRatio(double ratio) => new(new TraceIdRatioBasedSampler(ratio));

    private static (string, Action<ActivitySource, int>)[] Recorded() =>
        [.. TagCounts.Select(static tags => ($"recorded, {tags} tags", (Action<ActivitySource, int>)((s, n) => Record(s, n, tags))))];

    private static void Compare(
        TextWriter output,
        string sampling,
        Tracing.Sampler? sampler,
        OpenTelemetry.Trace.Sampler? theirSampler,
        ActivitySamplingResult bareResult,
        (string Name, Action<ActivitySource, int> Loop)[] cases)
    {
        using ActivitySource ours = new("Ours"), bare = new("Bare"), theirs = new("Theirs");
        Tally taken = new(), theirsTaken = new();
        using var telemetry = sampler is null ? null
            : Telemetry.Start(b => b.WithTracing(t => t.AddSource(ours.Name).SetSampler(sampler).AddExporter(new Nowhere(taken), static o => o.ScheduledDelay = Delay)));
        using var provider = theirSampler is null ? null
            : Sdk.CreateTracerProviderBuilder().AddSource(theirs.Name).SetSampler(theirSampler)
                .AddProcessor(new BatchActivityExportProcessor(new Nothing(theirsTaken), scheduledDelayMilliseconds: (int)Delay.TotalMilliseconds)).Build();
        using var listener = Listen(bare, sampler is null ? null : bareResult);
        foreach (var (name, loop) in cases)
        {
            Action<int>[] loops = [n => loop(ours, taken.Send(n)), n => loop(bare, n), n => loop(theirs, theirsTaken.Send(n))];
            Paired.Measure(Rounds, Burst, Settle, loops);
            var costs = Paired.Measure(Rounds, Burst, Settle, loops);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name + (sampling.Length > 0 ? ", " + sampling : ""),-42} {costs[0]}   {costs[1]} x{costs[0].Time / costs[1].Time:F2}   {costs[2]} x{costs[0].Time / costs[2].Time:F2}"));
        }

        void Settle()
        {
            if (bareResult == ActivitySamplingResult.AllDataAndRecorded && !SpinWait.SpinUntil(() => taken.IsAll && theirsTaken.IsAll, TimeSpan.FromSeconds(10)))
                throw new InvalidOperationException("A span was not exported.");
        }
    }

    private static ActivityListener Listen(ActivitySource source, ActivitySamplingResult? result)
    {
        var listener = new ActivityListener { ShouldListenTo = other => result is not null && other == source, Sample = (ref _) => result!.Value };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static void Record(ActivitySource source, int count, int tags)
    {
        for (var i = 0; i < count; i++)
        {
            using var span = source.StartActivity("span");
            for (var tag = 0; tag < tags; tag++)
                span?.SetTag(Keys[tag], "value");
        }
    }

    // Below a parent that a sampler has dropped.
    private static void Children(ActivitySource source, int count)
    {
        using var root = source.StartActivity("root");
        Record(source, count, 0);
    }

    private sealed class Nothing(Tally tally) : BaseExporter<Activity>
    {
        public override OpenTelemetry.ExportResult Export(in OpenTelemetry.Batch<Activity> batch)
        {
            tally.Take((int)batch.Count);
            return OpenTelemetry.ExportResult.Success;
        }
    }

    private sealed class Nowhere(Tally tally) : IExporter<Activity>
    {
        public ValueTask<Export.ExportResult> ExportAsync(Export.Batch<Activity> batch, CancellationToken cancellationToken)
        {
            tally.Take(batch.Count);
            return new(Export.ExportResult.Success);
        }
    }

    private sealed class Tally
    {
        private long _sent;
        private long _taken;

        public bool IsAll => Volatile.Read(ref _taken) == _sent;

        public int Send(int count)
        {
            _sent += count;
            return count;
        }

        public void Take(int count) => Volatile.Write(ref _taken, _taken + count);
    }
}
