using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Instrumentation.Export;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tracing;

namespace Instrumentation.Runtime.Tests.Tracing;

/// <summary>What telemetry measures of itself adds up.</summary>
[Collection(ProcessWide.Name)]
public sealed class SdkMetricsTests
{
    private static readonly TelemetryScope Scope = TelemetryScope.Get("SdkMetrics");

    [Fact]
    public async Task Spans_are_counted_from_their_start_to_their_exporter()
    {
        using var surroundings = new Surroundings();
        using var sums = new Sums();
        var exporter = new InMemoryExporter<Activity>();
        await using var telemetry = Telemetry.Start(b => b.WithTracing(t => t
            .SetSampler(new RuleBasedSampler(new ParentBasedSampler(new AlwaysOnSampler()), new SamplingRule(new AlwaysOffSampler()) { Name = "dropped" }))
            .AddExporter(exporter)
            .AddExporter(new Failing(), static o => o.MaxExportBatchSize = 1)));

        using (Scope.Source.StartActivity("root"))
        {
            Scope.Source.StartActivity("child")?.Dispose();
            Assert.Null(Scope.Source.StartActivity("dropped"));
            Assert.Equal(1, sums.Of("otel.sdk.span.live", "RECORD_AND_SAMPLE"));
        }

        var remote = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);
        Scope.Source.StartActivity("server", ActivityKind.Server, remote)?.Dispose();
        Assert.True(await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(20)));

        Assert.Equal(0, sums.Of("otel.sdk.span.live", "RECORD_AND_SAMPLE"));
        Assert.Equal(1, sums.Of("otel.sdk.span.started", "none", "RECORD_AND_SAMPLE"));
        Assert.Equal(1, sums.Of("otel.sdk.span.started", "local", "RECORD_AND_SAMPLE"));
        Assert.Equal(1, sums.Of("otel.sdk.span.started", "local", "DROP"));
        Assert.Equal(1, sums.Of("otel.sdk.span.started", "remote", "RECORD_AND_SAMPLE"));

        Assert.Equal(3, sums.Of("otel.sdk.exporter.span.exported", "InMemoryExporter"));
        Assert.Equal(3, sums.Of("otel.sdk.exporter.span.exported", "Failing", "_OTHER"));
        Assert.Equal(6, sums.Of("otel.sdk.processor.span.processed", "batching_span_processor/"));
        Assert.Equal(2 * 2_048, sums.Of("otel.sdk.processor.span.queue.capacity", "batching_span_processor/"));
        Assert.Equal(0, sums.Of("otel.sdk.processor.span.queue.size", "batching_span_processor/"));
        Assert.Equal(0, sums.Of("otel.sdk.exporter.span.inflight"));
        Assert.Equal(3, sums.CountOf("otel.sdk.exporter.operation.duration", "Failing", "_OTHER"));
        Assert.InRange(sums.CountOf("otel.sdk.exporter.operation.duration", "InMemoryExporter"), 1, 3);

        await telemetry.DisposeAsync();
        Assert.Equal(0, sums.Of("otel.sdk.processor.span.queue.capacity", "batching_span_processor/"));
    }

    private sealed class Failing : IExporter<Activity>
    {
        public ValueTask<ExportResult> ExportAsync(Batch<Activity> batch, CancellationToken cancellationToken) => ValueTask.FromResult(ExportResult.Failure);
    }

    /// <summary>Adds up what the library's own meter says; observable instruments are asked anew each time.</summary>
    private sealed class Sums : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly List<(Instrument Instrument, double Value, string Tags)> _all = [];

        public Sums()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Instrumentation.Sdk")
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public double Of(string name, params string[] tags) => Found(name, tags).Sum(static m => m.Value);

        public int CountOf(string name, params string[] tags) => Found(name, tags).Count;

        public void Dispose() => _listener.Dispose();

        private List<(Instrument Instrument, double Value, string Tags)> Found(string name, string[] tags)
        {
            lock (_all)
                _all.RemoveAll(static m => m.Instrument.IsObservable);
            _listener.RecordObservableInstruments();
            lock (_all)
                return [.. _all.Where(m => m.Instrument.Name == name && tags.All(t => m.Tags.Contains(t, StringComparison.Ordinal)))];
        }

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (_all)
                _all.Add((instrument, value, string.Join(' ', tags.ToArray().Select(static t => string.Create(CultureInfo.InvariantCulture, $"{t.Key}={t.Value}")))));
        }
    }
}
