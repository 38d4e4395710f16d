using Instrumentation.Metrics.Views;

namespace Instrumentation.Metrics.Streams;

/// <summary>What a view makes of an instrument.</summary>
internal sealed record StreamSettings(string Name, string? Description, Aggregation Aggregation, TagFilter? Filter, int? Limit, Func<ExemplarReservoir>? CreateReservoir);
