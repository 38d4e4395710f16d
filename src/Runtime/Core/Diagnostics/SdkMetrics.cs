using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Instrumentation.Metrics;
using Instrumentation.Tracing;

namespace Instrumentation.Diagnostics;

/// <summary>
/// What telemetry measures of itself, by the semantic conventions' names (<c>otel.sdk.*</c>). The meter is recorded like any other that is not
/// generated: when it is asked for, by <c>AddMeter("Instrumentation.Sdk")</c>. Until then it costs a look at a field.
/// </summary>
internal static class SdkMetrics
{
    public const string MeterName = "Instrumentation.Sdk";

    private static readonly Meter Meter = new(MeterName);
    private static readonly ConcurrentDictionary<SpanExportProcessor, bool> Exporting = new();

    private static readonly ConcurrentDictionary<PeriodicReader, bool> Reading = new();

    private static readonly string[] Results = ["DROP", "RECORD_ONLY", "RECORD_AND_SAMPLE"];

    private static readonly Counter<long> Started =
        Meter.CreateCounter<long>("otel.sdk.span.started", "{span}", "Spans that were started, whatever the sampler said.");

    private static readonly UpDownCounter<long> Live =
        Meter.CreateUpDownCounter<long>("otel.sdk.span.live", "{span}", "Spans that are recorded and have not ended.");

    private static readonly Histogram<double> OperationDuration = Meter.CreateHistogram<double>(
        "otel.sdk.exporter.operation.duration", "s", "How long exporting a batch took.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [] });

    private static readonly Counter<long> Overflows = Meter.CreateCounter<long>(
        "instrumentation.sdk.metric.overflows", "{metric}", "Metrics that have more series than they may have.");

    private static readonly Histogram<double> CollectionDuration = Meter.CreateHistogram<double>(
        "otel.sdk.metric_reader.collection.duration", "s", "How long a collection took.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [] });

    static SdkMetrics()
    {
        Meter.CreateObservableUpDownCounter("otel.sdk.processor.span.queue.size", static () => Each(static h => h.QueueLength), "{span}");
        Meter.CreateObservableUpDownCounter("otel.sdk.processor.span.queue.capacity", static () => Each(static h => h.QueueCapacity), "{span}");
        Meter.CreateObservableCounter("otel.sdk.processor.span.processed", static () => Outcomes(ofProcessor: true), "{span}");
        Meter.CreateObservableCounter("otel.sdk.exporter.span.exported", static () => Outcomes(ofProcessor: false), "{span}");
        Meter.CreateObservableUpDownCounter("otel.sdk.exporter.span.inflight", static () => Exporting.Keys.Select(static p => new Measurement<long>(p.InFlight, p.ExporterTags)), "{span}");
        Meter.CreateObservableCounter("otel.sdk.exporter.metric_data_point.exported", PointOutcomes, "{data_point}");
        Meter.CreateObservableUpDownCounter("otel.sdk.exporter.metric_data_point.inflight", static () => Reading.Keys.Select(static r => new Measurement<long>(r.InFlight, r.ExporterTags)), "{data_point}");
    }

    public static void Add(PeriodicReader reader) => Reading[reader] = true;

    public static void Remove(PeriodicReader reader) => Reading.TryRemove(reader, out _);

    /// <summary>Whether somebody counts spans that are started.</summary>
    public static bool CountsStarted => Started.Enabled;

    /// <summary>Whether somebody counts spans that are recorded.</summary>
    public static bool CountsLive => Live.Enabled;

    public static void Add(SpanExportProcessor processor) => Exporting[processor] = true;

    public static void Remove(SpanExportProcessor processor) => Exporting.TryRemove(processor, out _);

    public static void SpanStarted(SamplingDecision decision, ParentKind parent)
    {
        var origin = parent switch
        {
            ParentKind.None => "none",
            ParentKind.RemoteSampled or ParentKind.RemoteNotSampled => "remote",
            _ => "local",
        };
        Started.Add(1, new("otel.span.parent.origin", origin), new("otel.span.sampling_result", Results[(int)decision]));
    }

    public static void SpanBegan(Activity span) => Live.Add(1, ResultOf(span));

    public static void SpanEnded(Activity span) => Live.Add(-1, ResultOf(span));

    public static void Exported(SpanExportProcessor processor, TimeSpan duration, DropReason? failure) => Exported(processor.ExporterTags, duration, failure);

    public static void Exported(KeyValuePair<string, object?>[] exporter, TimeSpan duration, DropReason? failure)
    {
        if (!OperationDuration.Enabled)
            return;

        var tags = new TagList(exporter);
        if (failure is { } reason)
            tags.Add("error.type", NameOf(reason));
        OperationDuration.Record(duration.TotalSeconds, tags);
    }

    public static void Overflowed(string meter, string metric, string widestTag) =>
        Overflows.Add(1, new("otel.scope.name", meter), new("instrumentation.metric.name", metric), new("instrumentation.metric.widest_tag", widestTag));

    public static void Collected(MetricReader reader, TimeSpan duration)
    {
        if (CollectionDuration.Enabled)
            CollectionDuration.Record(duration.TotalSeconds, reader.ComponentTags);
    }

    private static KeyValuePair<string, object?> ResultOf(Activity span) =>
        new("otel.span.sampling_result", Results[(int)(span.Recorded ? SamplingDecision.RecordAndSample : SamplingDecision.RecordOnly)]);

    private static IEnumerable<Measurement<long>> Each(Func<ExporterHealth, long> value) =>
        Exporting.Keys.Select(p => new Measurement<long>(value(p.Health), p.ProcessorTags));

    // What a processor has handed to its exporter it has done, whatever became of it there.
    private static IEnumerable<Measurement<long>> Outcomes(bool ofProcessor)
    {
        foreach (var processor in Exporting.Keys)
        {
            var (health, tags) = (processor.Health, ofProcessor ? processor.ProcessorTags : processor.ExporterTags);
            var done = health.Exported;
            foreach (var (reason, count) in health.Dropped)
            {
                var isOfProcessor = reason is DropReason.QueueFull or DropReason.ShutDown;
                if (isOfProcessor == ofProcessor)
                    yield return new Measurement<long>(count, [.. tags, new("error.type", NameOf(reason))]);
                else if (ofProcessor)
                    done += count;
            }

            yield return new Measurement<long>(done, tags);
        }
    }

    private static IEnumerable<Measurement<long>> PointOutcomes()
    {
        foreach (var reader in Reading.Keys)
        {
            var (health, tags) = (reader.Health, reader.ExporterTags);
            yield return new Measurement<long>(health.Exported, tags);
            foreach (var (reason, count) in health.Dropped)
                yield return new Measurement<long>(count, [.. tags, new("error.type", NameOf(reason))]);
        }
    }

    private static string NameOf(DropReason reason) => reason switch
    {
        DropReason.QueueFull => "queue_full",
        DropReason.ExportTimedOut => "timeout",
        DropReason.ShutDown => "already_shutdown",
        DropReason.Refused => "refused",
        DropReason.Rejected => "rejected",
        DropReason.TooLarge => "too_large",
        DropReason.BufferFull => "buffer_full",
        DropReason.Damaged => "damaged",
        _ => "_OTHER",
    };
}
