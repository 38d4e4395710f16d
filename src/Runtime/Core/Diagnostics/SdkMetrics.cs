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

    private static readonly ConcurrentDictionary<SpanExportProcessor, bool> Exporting = new();
    private static readonly ConcurrentDictionary<PeriodicReader, bool> Reading = new();

    private static readonly string[] Results = ["DROP", "RECORD_ONLY", "RECORD_AND_SAMPLE"];

    // Made late, since a start would wait for it: when telemetry itself is asked for the meter, or with the first export.
    private static SdkInstruments? _made;

    /// <summary>Makes the instruments, if there are none yet, for somebody to listen to.</summary>
    public static SdkInstruments Instruments
    {
        get
        {
            if (Volatile.Read(ref _made) is { } made)
                return made;

            lock (Exporting)
                return _made ??= new SdkInstruments();
        }
    }

    public static void Add(PeriodicReader reader) => Reading[reader] = true;

    public static void Remove(PeriodicReader reader) => Reading.TryRemove(reader, out _);

    /// <summary>Whether somebody counts spans that are started.</summary>
    public static bool CountsStarted => _made is { Started.Enabled: true };

    /// <summary>Whether somebody counts spans that are recorded.</summary>
    public static bool CountsLive => _made is { Live.Enabled: true };

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
        Instruments.Started.Add(1, new("otel.span.parent.origin", origin), new("otel.span.sampling_result", Results[(int)decision]));
    }

    public static void SpanBegan(Activity span) => Instruments.Live.Add(1, ResultOf(span));

    public static void SpanEnded(Activity span) => Instruments.Live.Add(-1, ResultOf(span));

    public static void Exported(SpanExportProcessor processor, TimeSpan duration, DropReason? failure) => Exported(processor.ExporterTags, duration, failure);

    public static void Exported(KeyValuePair<string, object?>[] exporter, TimeSpan duration, DropReason? failure)
    {
        var instrument = Instruments.OperationDuration;
        if (!instrument.Enabled)
            return;

        var tags = new TagList(exporter);
        if (failure is { } reason)
            tags.Add("error.type", NameOf(reason));
        instrument.Record(duration.TotalSeconds, tags);
    }

    public static void Overflowed(string meter, string metric, string widestTag) =>
        Instruments.Overflows.Add(1, new("otel.scope.name", meter), new("instrumentation.metric.name", metric), new("instrumentation.metric.widest_tag", widestTag));

    public static void Collected(MetricReader reader, TimeSpan duration)
    {
        if (Instruments.CollectionDuration is { Enabled: true } instrument)
            instrument.Record(duration.TotalSeconds, reader.ComponentTags);
    }

    private static KeyValuePair<string, object?> ResultOf(Activity span) =>
        new("otel.span.sampling_result", Results[(int)(span.Recorded ? SamplingDecision.RecordAndSample : SamplingDecision.RecordOnly)]);

    /// <summary>A number of each processor that exports.</summary>
    public static IEnumerable<Measurement<long>> Each(Func<ExporterHealth, long> value) =>
        Exporting.Keys.Select(p => new Measurement<long>(value(p.Health), p.ProcessorTags));

    /// <summary>What became of spans. What a processor has handed to its exporter it has done, whatever became of it there.</summary>
    public static IEnumerable<Measurement<long>> Outcomes(bool ofProcessor)
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

    /// <summary>What became of points.</summary>
    public static IEnumerable<Measurement<long>> PointOutcomes()
    {
        foreach (var reader in Reading.Keys)
        {
            var (health, tags) = (reader.Health, reader.ExporterTags);
            yield return new Measurement<long>(health.Exported, tags);
            foreach (var (reason, count) in health.Dropped)
                yield return new Measurement<long>(count, [.. tags, new("error.type", NameOf(reason))]);
        }
    }

    /// <summary>How many spans are being sent.</summary>
    public static IEnumerable<Measurement<long>> SpansInFlight() => Exporting.Keys.Select(static p => new Measurement<long>(p.InFlight, p.ExporterTags));

    /// <summary>How many points are being sent.</summary>
    public static IEnumerable<Measurement<long>> PointsInFlight() => Reading.Keys.Select(static r => new Measurement<long>(r.InFlight, r.ExporterTags));

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
