using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Instrumentation.Configuration;
using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Export.ConsoleOutput;
using Instrumentation.Export.Otlp;
using Instrumentation.Export.Prometheus;
using Instrumentation.Export.Prometheus.Listener;
using Instrumentation.Metrics;
using Instrumentation.Resources;
using Instrumentation.Tracing;

namespace Instrumentation;

/// <summary>What listens and what writes, from the start of telemetry to its end.</summary>
internal sealed class TelemetryPipeline : IAsyncDisposable
{
    private static readonly TimeSpan InstrumentationLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CollectionLimit = TimeSpan.FromSeconds(1.5);

    // A little less than the five seconds that are promised, so that it is this step that tells of being late, and there is time to tell.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(4.6);

    // So much earlier exporters are told that their time is over, and count what they could not send.
    private static readonly TimeSpan EndMargin = TimeSpan.FromSeconds(0.3);

    private readonly List<object?> _instrumentations = [];
    private readonly Consoles _consoles = new();
    private readonly ResourceResolution _resource;
    private readonly List<ScrapeListener> _listeners;

    [SuppressMessage("Usage", "CA2213", Justification = "Disposing disposes it, last.")]
    private readonly ExportSurroundings _surroundings;

    public TelemetryPipeline(TelemetryBuilder builder, EnvironmentSettings environment)
    {
        try
        {
            foreach (var make in builder.Tracing.Instrumentations.Concat(builder.Metrics.Instrumentations))
                _instrumentations.Add(make());
            MetricReader.Claim(builder.Metrics.Readers);
        }
        catch
        {
            DisposeInstrumentations();
            throw;
        }

        SayWhereTo(builder, environment);
        _resource = new ResourceResolution(builder.Resource, Machine.This);
        _surroundings = new ExportSurroundings(_resource, builder.DiskBuffer);
        Spans = new SdkTracerProvider(builder.Tracing, _resource, OutputsOf(builder.Tracing));
        PrometheusReader[] pages = [.. builder.Metrics.Prometheus.Select(options => new PrometheusReader(options, _resource))];
        Prometheus = pages.FirstOrDefault();
        Metrics = new SdkMeterProvider(builder.Metrics, [.. OutputsOf(builder.Metrics), .. pages]);
        _listeners = [.. pages.Where(static page => page.Page.Listens).Select(static page => new ScrapeListener(page.Page, page.ScrapeAsync))];
    }

    /// <summary>What all telemetry comes from, once it is known; it never fails.</summary>
    public Task<Resource> Resource => _resource.Resource;

    public SdkTracerProvider Spans { get; }

    public SdkMeterProvider Metrics { get; }

    /// <summary>Makes the pages that Prometheus fetches, the first if there are several; null where it fetches none.</summary>
    public PrometheusReader? Prometheus { get; }

    /// <summary>Writes what was recorded until now. Must not be waited for without a limit: callbacks and outputs are not ours.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        await Task.WhenAll(Spans.FlushAsync(cancellation), Metrics.FlushAsync(cancellation)).ConfigureAwait(false);
        await _consoles.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Stops listening and writes what is left, each step with a limit of its own, so that a stuck one costs the others nothing.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        var started = Stopwatch.GetTimestamp();
        await BoundedAsync("disposing instrumentations", DisposeInstrumentations, InstrumentationLimit).ConfigureAwait(false);
        using var end = new CancellationTokenSource(StopLimit - EndMargin - Stopwatch.GetElapsedTime(started));
        var endingSpans = Spans.EndAsync(end.Token);
        var endingMetrics = Metrics.EndAsync(end.Token);
        var endingListeners = Task.WhenAll(_listeners.Select(listener => listener.EndAsync(end.Token)));
        var isCollected = await Background.RunBoundedAsync("collecting the last metrics", () => Metrics.LastCollection, CollectionLimit).ConfigureAwait(false);
        var left = StopLimit - Stopwatch.GetElapsedTime(started);
        await Background.RunBoundedAsync(
            "writing the last telemetry",
            () => Task.WhenAll([.. _consoles.Stop(), endingSpans, endingListeners, .. isCollected ? [endingMetrics] : Array.Empty<Task>()]),
            left).ConfigureAwait(false);

        // What was left behind is told so, or it would wait for ever.
        await end.CancelAsync().ConfigureAwait(false);
        _surroundings.Dispose();
    }

    // Where code does not say it, variables do; and what telemetry chose where nothing was said, it tells.
    private static void SayWhereTo(TelemetryBuilder builder, EnvironmentSettings environment)
    {
        var traces = builder.Tracing.GoesNowhere ? environment.Traces : ExporterChoice.None;
        var metrics = builder.Metrics.GoesNowhere ? environment.Metrics : ExporterChoice.None;
        if (traces.ToConsole)
            builder.Tracing.AddConsoleExporter();
        if (traces.ToOtlp)
            builder.Tracing.AddOtlpExporter();
        if (metrics.ToConsole)
            builder.Metrics.AddConsoleExporter();
        if (metrics.ToOtlp)
            builder.Metrics.AddOtlpExporter();
        if (metrics.ToPrometheus)
            builder.Metrics.AddPrometheusExporter();
        if (traces is { IsSaid: false, ToOtlp: true })
            Faults.Inform($"No exporter of spans is named: they are sent as OTLP to {builder.Tracing.Otlp[0].Settings.Endpoint.Name}.");
        if (metrics is { IsSaid: false, ToOtlp: true })
            Faults.Inform($"No exporter of metrics is named: they are sent as OTLP to {builder.Metrics.Otlp[0].Settings.Endpoint.Name}.");
    }

    private List<SpanProcessor> OutputsOf(TracingBuilder tracing) =>
    [
        .. tracing.Otlp.Select(OutputOf),
        .. tracing.Consoles.Select(_consoles.OfTraces),
    ];

    private SpanProcessor OutputOf((OtlpSettings Settings, BatchOptions Batching, Func<SpanProcessor, SpanProcessor>? Filter) otlp)
    {
        var processor = new BatchSpanProcessor(OtlpExporter.OfSpans(otlp.Settings, _surroundings), otlp.Batching);
        return otlp.Filter?.Invoke(processor) ?? processor;
    }

    private List<MetricReader> OutputsOf(MetricsBuilder metrics) =>
    [
        .. metrics.Otlp.Select(otlp => new PeriodicReader(OtlpExporter.OfMetrics(otlp.Settings, _surroundings), otlp.Reading)),
        .. metrics.Pushes.Select(make => make(_surroundings)),
        .. metrics.Consoles.Select(_consoles.OfMetrics),
    ];

    private static Task<bool> BoundedAsync(string doing, Action step, TimeSpan limit)
    {
        return Background.RunBoundedAsync(doing, Run, limit);

        Task Run()
        {
            step();
            return Task.CompletedTask;
        }
    }

    private void DisposeInstrumentations()
    {
        foreach (var instrumentation in _instrumentations)
        {
            try
            {
                (instrumentation as IDisposable)?.Dispose();
            }
            catch (Exception fault)
            {
                Faults.Report($"disposing {instrumentation!.GetType()}", fault);
            }
        }
    }
}
