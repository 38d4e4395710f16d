using System.Diagnostics;

namespace Instrumentation.Metrics;

/// <summary>A measurement that stands for others, with the span in which it was made.</summary>
/// <param name="TimeUnixNano">When it was made, in nanoseconds since 1970.</param>
/// <param name="Value">What was measured.</param>
/// <param name="TraceId">The trace of its span; all zero where there was none.</param>
/// <param name="SpanId">Its span; all zero where there was none.</param>
/// <param name="FilteredTags">The tags that a view dropped from the series.</param>
public sealed record Exemplar(long TimeUnixNano, double Value, ActivityTraceId TraceId, ActivitySpanId SpanId, TagSet FilteredTags);
