using Instrumentation.Metrics;

namespace Instrumentation.Export.ConsoleOutput;

/// <summary>Writes each collection as a table.</summary>
internal sealed class ConsoleMetricExporter(ConsoleWriter writer, ConsoleExporterOptions options) : IExporter<Metric>
{
    public ValueTask<ExportResult> ExportAsync(Batch<Metric> batch, CancellationToken cancellationToken)
    {
        writer.Write(output => MetricsTable.Render(batch, ConsoleStyle.For(output, options)));
        return ValueTask.FromResult(ExportResult.Success);
    }
}
