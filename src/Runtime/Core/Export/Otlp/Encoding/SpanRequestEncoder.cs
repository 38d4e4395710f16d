using System.Diagnostics;
using Instrumentation.Export.Delivery;

namespace Instrumentation.Export.Otlp;

/// <summary>Makes requests of spans: <c>ExportTraceServiceRequest</c>.</summary>
/// <typeparam name="TWriter">The format.</typeparam>
/// <param name="kind">What is made.</param>
internal sealed class SpanRequestEncoder<TWriter>(ParcelKind kind) : RequestEncoder<Activity, ActivitySource, TWriter>(
    kind, static source => ScopeForm.Of<TWriter>(source.Name, source.Version, source.TelemetrySchemaUrl, source.Tags))
    where TWriter : struct, IOtlpWriter<TWriter>
{
    protected override ReadOnlySpan<byte> ResourceList => "resourceSpans"u8;

    protected override ReadOnlySpan<byte> ScopeList => "scopeSpans"u8;

    protected override ReadOnlySpan<byte> ItemList => "spans"u8;

    protected override int Count(ReadOnlySpan<Activity> items) => items.Length;

    protected override ActivitySource SourceOf(Activity item) => item.Source;

    protected override void Write(ref TWriter to, Activity item) => SpanEncoding.Write(ref to, item);
}
