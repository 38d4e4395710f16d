using System.Diagnostics;
using Instrumentation.Configuration;
using Instrumentation.Export;

namespace Instrumentation.Tracing;

/// <summary>
/// Exports spans in batches, beside the application: a span that ends costs it a place in a queue and nothing else. What finds no place is dropped
/// and counted. Specification: Trace SDK, Batching processor.
/// </summary>
public sealed class BatchSpanProcessor : SpanExportProcessor
{
    /// <summary>Exports to <paramref name="exporter"/>.</summary>
    /// <param name="exporter">Where to.</param>
    /// <param name="options">Sizes and times; what it does not say, the variables <c>OTEL_BSP_*</c> say, or the specification's defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="exporter"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size or a time is not above 0.</exception>
    public BatchSpanProcessor(IExporter<Activity> exporter, BatchOptions? options = null)
        : base("batching_span_processor", exporter, SpanBatchVariables.Read().With(options ?? new BatchOptions()))
    {
    }
}
