using System.Diagnostics;
using Instrumentation.Configuration;
using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Export.ConsoleOutput;
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
    private readonly List<ConsoleWriter> _writers = [];

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

        Resource = new ResourceResolution(builder.Resource, Machine.This).Resource;
        var writers = new Dictionary<object, ConsoleWriter>(ReferenceEqualityComparer.Instance);
        var goesNowhere = builder.Tracing.Processors.TrueForAll(static p => p.OnlyChanges);
        var traceConsoles = Choose(builder.Tracing.Consoles, environment.TracesToConsole && goesNowhere);
        Spans = new SdkTracerProvider(builder.Tracing, Resource, traceConsoles.Select(options => TraceConsole(WriterFor(options), options)));

        var metricConsoles = Choose(builder.Metrics.Consoles, environment.MetricsToConsole && builder.Metrics.Readers.Count == 0);
        Metrics = new SdkMeterProvider(builder.Metrics, metricConsoles.Select(options => MetricConsole(WriterFor(options), options)));

        // Exporters that share an output share its task: a text of the one never lands inside a text of the other.
        ConsoleWriter WriterFor(ConsoleExporterOptions options)
        {
            var output = (object?)options.Output ?? this;
            if (!writers.TryGetValue(output, out var writer))
            {
                writers[output] = writer = new ConsoleWriter(options.Output);
                _writers.Add(writer);
            }

            return writer;
        }
    }

    /// <summary>What all telemetry comes from, once it is known; it never fails.</summary>
    public Task<Resource> Resource { get; }

    public SdkTracerProvider Spans { get; }

    public SdkMeterProvider Metrics { get; }

    /// <summary>Writes what was recorded until now. Must not be waited for without a limit: callbacks and outputs are not ours.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        await Task.WhenAll(Spans.FlushAsync(cancellation), Metrics.FlushAsync(cancellation)).ConfigureAwait(false);
        foreach (var writer in _writers)
            await writer.FlushAsync(cancellation).ConfigureAwait(false);
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
        await Background.RunBoundedAsync("collecting the last metrics", () => Metrics.EndAsync(end.Token), CollectionLimit).ConfigureAwait(false);
        var writing = _writers.ConvertAll(static writer => writer.StopAsync());
        var left = StopLimit - Stopwatch.GetElapsedTime(started);
        await Background.RunBoundedAsync("writing the last telemetry", () => Task.WhenAll([.. writing, endingSpans]), left).ConfigureAwait(false);

        // What was left behind is told so, or it would wait for ever.
        await end.CancelAsync().ConfigureAwait(false);
    }

    private static List<ConsoleExporterOptions> Choose(List<ConsoleExporterOptions> said, bool byEnvironment) =>
        said.Count > 0 || !byEnvironment ? said : [ConsoleExporterOptions.From(null)];

    private static LocalTraceCollector TraceConsole(ConsoleWriter writer, ConsoleExporterOptions options) =>
        new(trace => writer.Write(output => TraceTree.Render(trace, ConsoleStyle.For(output, options))), writer.FlushAsync, CollectorLimits.Default);

    private static PeriodicReader MetricConsole(ConsoleWriter writer, ConsoleExporterOptions options) =>
        new(new ConsoleMetricExporter(writer, options), new PeriodicReaderOptions { Interval = options.MetricsInterval });

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
