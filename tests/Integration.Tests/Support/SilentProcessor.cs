using Instrumentation.Tracing;

namespace Instrumentation.Integration.Tests.Support;

/// <summary>Where spans are recorded and go nowhere: telemetry that is told of it names no exporter by itself.</summary>
internal sealed class SilentProcessor : SpanProcessor;
