using Instrumentation.Metrics;
using Instrumentation.Metrics.Streams;

namespace Instrumentation.Instruments;

/// <summary>A stream that a bound instrument feeds, and whose it is.</summary>
internal sealed record BoundStream(MetricCollector Collector, MetricStream Stream);
