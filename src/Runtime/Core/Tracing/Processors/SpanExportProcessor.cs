using System.Diagnostics;
using Instrumentation.Diagnostics;
using Instrumentation.Export;

namespace Instrumentation.Tracing;

/// <summary>Hands sampled spans that have ended to an exporter.</summary>
public abstract class SpanExportProcessor : SpanProcessor
{
    private readonly BatchExport<Activity> _export;
    private readonly string _name;

    private protected SpanExportProcessor(IExporter<Activity> exporter, BatchSettings settings)
    {
        ArgumentNullException.ThrowIfNull(exporter);
        _name = exporter.GetType().Name;
        _export = new BatchExport<Activity>(exporter, settings);
    }

    /// <summary>How the exporter, and the queue before it, is doing.</summary>
    public ExporterHealth Health => new(
        _name,
        _export.Waiting,
        _export.Capacity,
        _export.Counts.Exported,
        Enum.GetValues<DropReason>().Where(r => _export.Counts.Dropped(r) > 0).ToDictionary(static r => r, _export.Counts.Dropped),
        _export.Counts.Error);

    /// <inheritdoc/>
    public sealed override void OnEnd(Activity span)
    {
        ArgumentNullException.ThrowIfNull(span);
        if (span.Recorded)
            _export.Add(span);
    }

    /// <inheritdoc/>
    public sealed override Task ForceFlushAsync(CancellationToken cancellation) => _export.FlushAsync(cancellation);

    /// <inheritdoc/>
    public sealed override Task ShutdownAsync(CancellationToken cancellation) => _export.ShutdownAsync(cancellation);
}
