using System.Diagnostics;

namespace Instrumentation.Metrics;

/// <summary>Which measurements of a stream are offered, and to what.</summary>
/// <param name="Filter">Which.</param>
/// <param name="CreateReservoir">Makes what chooses among them, for one series and one reader.</param>
/// <param name="IsKept">Whether the stream's series have a tag; null if they have all.</param>
internal sealed record ExemplarSettings(ExemplarFilter Filter, Func<ExemplarReservoir> CreateReservoir, Func<string, bool>? IsKept)
{
    /// <summary>Whether a measurement that is made now is offered.</summary>
    /// <param name="span">The span that it is made in.</param>
    public bool Wants(out Activity? span)
    {
        span = ExemplarUse.Span;
        return Filter == ExemplarFilter.AlwaysOn || span is { Recorded: true };
    }
}
