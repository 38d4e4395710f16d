using Instrumentation.Metrics;

namespace Instrumentation.Export.ConsoleOutput;

/// <summary>
/// The consoles of one telemetry. Those that share an output share its task: a text of the one never lands inside a text of the other.
/// </summary>
internal sealed class Consoles
{
    private readonly Dictionary<object, ConsoleWriter> _writers = new(ReferenceEqualityComparer.Instance);

    public LocalTraceCollector OfTraces(ConsoleExporterOptions options)
    {
        var writer = WriterFor(options);
        return new(trace => writer.Write(output => TraceTree.Render(trace, ConsoleStyle.For(output, options))), writer.FlushAsync, CollectorLimits.Default);
    }

    public PeriodicReader OfMetrics(ConsoleExporterOptions options) =>
        new(new ConsoleMetricExporter(WriterFor(options), options), new PeriodicReaderOptions { Interval = options.MetricsInterval }) { IsConsole = true };

    public async Task FlushAsync(CancellationToken cancellation)
    {
        foreach (var writer in _writers.Values)
            await writer.FlushAsync(cancellation).ConfigureAwait(false);
    }

    public IEnumerable<Task> Stop() => [.. _writers.Values.Select(static writer => writer.StopAsync())];

    private ConsoleWriter WriterFor(ConsoleExporterOptions options)
    {
        var output = (object?)options.Output ?? this;
        if (!_writers.TryGetValue(output, out var writer))
            _writers[output] = writer = new ConsoleWriter(options.Output);
        return writer;
    }
}
