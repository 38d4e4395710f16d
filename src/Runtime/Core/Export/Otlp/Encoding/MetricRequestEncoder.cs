using Instrumentation.Export.Delivery;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Otlp;

/// <summary>Makes requests of metrics: <c>ExportMetricsServiceRequest</c>.</summary>
/// <typeparam name="TWriter">The format.</typeparam>
/// <param name="kind">What is made.</param>
internal sealed class MetricRequestEncoder<TWriter>(ParcelKind kind) : RequestEncoder<Metric, MeterScope, TWriter>(
    kind, static scope => ScopeForm.Of<TWriter>(scope.Name, scope.Version, scope.SchemaUrl, scope.Tags))
    where TWriter : struct, IOtlpWriter<TWriter>
{
    protected override ReadOnlySpan<byte> ResourceList => "resourceMetrics"u8;

    protected override ReadOnlySpan<byte> ScopeList => "scopeMetrics"u8;

    protected override ReadOnlySpan<byte> ItemList => "metrics"u8;

    protected override int Count(ReadOnlySpan<Metric> items)
    {
        var points = 0;
        foreach (var metric in items)
            points += metric.Points.Count;
        return points;
    }

    protected override MeterScope SourceOf(Metric item) => item.Description.Scope;

    protected override void Write(ref TWriter to, Metric item) => MetricEncoding.Write(ref to, item);
}
