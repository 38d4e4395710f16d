using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace Instrumentation.Diagnostics;

/// <summary>The instruments of <see cref="SdkMetrics"/>, which are the process's and never end.</summary>
internal sealed class SdkInstruments
{
    [SuppressMessage("Reliability", "CA2000", Justification = "It never ends.")]
    public SdkInstruments()
    {
        var meter = new Meter(SdkMetrics.MeterName);
        Started = meter.CreateCounter<long>("otel.sdk.span.started", "{span}", "Spans that were started, whatever the sampler said.");
        Live = meter.CreateUpDownCounter<long>("otel.sdk.span.live", "{span}", "Spans that are recorded and have not ended.");
        OperationDuration = Duration("otel.sdk.exporter.operation.duration", "How long exporting a batch took.");
        Overflows = meter.CreateCounter<long>("instrumentation.sdk.metric.overflows", "{metric}", "Metrics that have more series than they may have.");
        CollectionDuration = Duration("otel.sdk.metric_reader.collection.duration", "How long a collection took.");
        meter.CreateObservableUpDownCounter("otel.sdk.processor.span.queue.size", static () => SdkMetrics.Each(static h => h.QueueLength), "{span}");
        meter.CreateObservableUpDownCounter("otel.sdk.processor.span.queue.capacity", static () => SdkMetrics.Each(static h => h.QueueCapacity), "{span}");
        meter.CreateObservableCounter("otel.sdk.processor.span.processed", static () => SdkMetrics.Outcomes(ofProcessor: true), "{span}");
        meter.CreateObservableCounter("otel.sdk.exporter.span.exported", static () => SdkMetrics.Outcomes(ofProcessor: false), "{span}");
        meter.CreateObservableUpDownCounter("otel.sdk.exporter.span.inflight", SdkMetrics.SpansInFlight, "{span}");
        meter.CreateObservableCounter("otel.sdk.exporter.metric_data_point.exported", SdkMetrics.PointOutcomes, "{data_point}");
        meter.CreateObservableUpDownCounter("otel.sdk.exporter.metric_data_point.inflight", SdkMetrics.PointsInFlight, "{data_point}");

        Histogram<double> Duration(string name, string description) =>
            meter.CreateHistogram(name, "s", description, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [] });
    }

    public Counter<long> Started { get; }

    public UpDownCounter<long> Live { get; }

    public Histogram<double> OperationDuration { get; }

    public Histogram<double> CollectionDuration { get; }

    public Counter<long> Overflows { get; }
}
