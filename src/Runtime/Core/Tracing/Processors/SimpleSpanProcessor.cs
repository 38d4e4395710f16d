using System.Diagnostics;
using Instrumentation.Export;

namespace Instrumentation.Tracing;

/// <summary>
/// Exports each span by itself as soon as it has ended, one after the other, beside the application: for development and tests. Specification:
/// Trace SDK, Simple processor.
/// </summary>
public sealed class SimpleSpanProcessor : SpanExportProcessor
{
    /// <summary>Exports to <paramref name="exporter"/>.</summary>
    /// <param name="exporter">Where to.</param>
    /// <exception cref="ArgumentNullException"><paramref name="exporter"/> is null.</exception>
    public SimpleSpanProcessor(IExporter<Activity> exporter)
        : base("simple_span_processor", exporter, BatchSettings.Default with { MaxExportBatchSize = 1 })
    {
    }
}
