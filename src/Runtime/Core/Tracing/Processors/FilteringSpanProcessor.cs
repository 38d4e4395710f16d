using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>Keeps spans that have ended from being exported by the processors after it.</summary>
/// <remarks>To leave spans out before they cost anything, use a sampler: it can't know how they end.</remarks>
public sealed class FilteringSpanProcessor : SpanProcessor
{
    private readonly Func<Activity, bool> _isKept;

    /// <summary>Keeps the spans for which <paramref name="isKept"/> is true.</summary>
    /// <param name="isKept">Is asked for each span that has ended. Where it throws, the span is kept.</param>
    /// <exception cref="ArgumentNullException"><paramref name="isKept"/> is null.</exception>
    public FilteringSpanProcessor(Func<Activity, bool> isKept)
    {
        ArgumentNullException.ThrowIfNull(isKept);
        _isKept = isKept;
    }

    /// <inheritdoc/>
    public override void OnEnd(Activity span)
    {
        ArgumentNullException.ThrowIfNull(span);
        if (span.Recorded && !_isKept(span))
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
