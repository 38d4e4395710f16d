using System.Diagnostics;
using System.Globalization;
using Instrumentation.Diagnostics;
using Instrumentation.Export;

namespace Instrumentation.Tracing;

/// <summary>Hands sampled spans that have ended to an exporter.</summary>
public abstract class SpanExportProcessor : SpanProcessor
{
    private static int _count = -1;

    private readonly BatchExport<Activity> _export;

    private protected SpanExportProcessor(string type, IExporter<Activity> exporter, BatchSettings settings)
    {
        ArgumentNullException.ThrowIfNull(exporter);
        var number = Interlocked.Increment(ref _count);
        ProcessorTags = TagsOf(type, number);
        _export = new BatchExport<Activity>(exporter, settings, (duration, failure) => SdkMetrics.Exported(this, duration, failure));
        ExporterTags = TagsOf(_export.ExporterType, number);
        SdkMetrics.Add(this);
    }

    internal KeyValuePair<string, object?>[] ProcessorTags { get; }

    internal KeyValuePair<string, object?>[] ExporterTags { get; }

    internal int InFlight => _export.InFlight;

    /// <summary>How the exporter, and the queue before it, is doing.</summary>
    public ExporterHealth Health => _export.Health;

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
    public sealed override Task ShutdownAsync(CancellationToken cancellation)
    {
        SdkMetrics.Remove(this);
        return _export.ShutdownAsync(cancellation);
    }

    private static KeyValuePair<string, object?>[] TagsOf(string type, int number) =>
        [new("otel.component.type", type), new("otel.component.name", string.Create(CultureInfo.InvariantCulture, $"{type}/{number}"))];
}
