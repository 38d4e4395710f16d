using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Instrumentation.Export;
using Instrumentation.Tracing;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Instrumentation.Benchmarks;

/// <summary>What a span costs from its start to the exporter's queue: against a bare listener, and against OpenTelemetry's SDK. Exporters do nothing.</summary>
internal static class SpanCost
{
    private const int Spans = 300_000;

    private static readonly string[] Keys = ["a", "b", "c", "d", "e", "f", "g", "h"];

    private static readonly ActivitySource Ours = new("Ours");
    private static readonly ActivitySource Theirs = new("Theirs");
    private static readonly ActivitySource Bare = new("Bare");
    private static readonly ActivitySource OursDropped = new("Ours.Dropped");
    private static readonly ActivitySource TheirsDropped = new("Theirs.Dropped");

    [SuppressMessage("Reliability", "CA2000", Justification = "The provider disposes its processor, and that its exporter.")]
    public static void Measure(TextWriter output)
    {
        Environment.SetEnvironmentVariable("OTEL_METRICS_EXPORTER", "none");
        using var bare = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Bare",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(bare);
        using var theirs = Sdk.CreateTracerProviderBuilder().AddSource("Theirs").AddProcessor(new BatchActivityExportProcessor(new Nothing())).Build();
        using var theirsDropped = Sdk.CreateTracerProviderBuilder().AddSource("Theirs.Dropped").SetSampler(new OpenTelemetry.Trace.ParentBasedSampler(new OpenTelemetry.Trace.TraceIdRatioBasedSampler(0))).Build();
        using var ours = Telemetry.Start(static b => b.WithTracing(static t => t
            .AddSource("Ours", "Ours.Dropped")
            .SetSampler(new RuleBasedSampler(
                new Tracing.ParentBasedSampler(new Tracing.AlwaysOnSampler()),
                new SamplingRule(new Tracing.ParentBasedSampler(new TraceIdRatioSampler(0))) { Scope = "Ours.Dropped" }))
            .AddExporter(new Nowhere())));

        output.WriteLine($"{"",-44} {"ours",20}   {"peer",20}");
        foreach (var tags in new[] { 0, 2, 8 })
        {
            Paired.Compare(output, $"recorded, {tags} tags, against a bare listener", Spans, n => Record(Ours, n, tags), n => Record(Bare, n, tags));
            Paired.Compare(output, $"recorded, {tags} tags, against OpenTelemetry", Spans, n => Record(Ours, n, tags), n => Record(Theirs, n, tags));
        }

        Paired.Compare(output, "dropped root, against OpenTelemetry", Spans, static n => Record(OursDropped, n, 0), static n => Record(TheirsDropped, n, 0));
        Paired.Compare(output, "dropped child, against OpenTelemetry", Spans, static n => Children(OursDropped, n), static n => Children(TheirsDropped, n));
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

    private static void Children(ActivitySource source, int count)
    {
        using var root = source.StartActivity("root");
        Record(source, count, 0);
    }

    private sealed class Nothing : BaseExporter<Activity>
    {
        public override OpenTelemetry.ExportResult Export(in OpenTelemetry.Batch<Activity> batch) => OpenTelemetry.ExportResult.Success;
    }

    private sealed class Nowhere : IExporter<Activity>
    {
        public ValueTask<Export.ExportResult> ExportAsync(Export.Batch<Activity> batch, CancellationToken cancellationToken) => new(Export.ExportResult.Success);
    }
}
