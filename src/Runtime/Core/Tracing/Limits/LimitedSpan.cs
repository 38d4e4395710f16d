using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>
/// A span that has ended, as exporters read it: with as many events, links and tags of theirs as the limits allow, and the numbers of those that are left
/// out. Reading allocates nothing, except for texts that are cut.
/// </summary>
/// <param name="span">A span that a processor or an exporter was given.</param>
public readonly ref struct LimitedSpan(Activity span)
{
    private readonly SpanLimiter? _limiter = SpanLimiter.Of(span ?? throw new ArgumentNullException(nameof(span)));

    /// <summary>The span. Its own tags are within the limits.</summary>
    public Activity Activity { get; } = span;

    /// <summary>How many tags of the span were dropped because there were too many.</summary>
    public int DroppedTags => SpanLimiter.DroppedTagsOf(Activity);

    /// <summary>Its events.</summary>
    public LimitedEvents Events => new(Activity, _limiter);

    /// <summary>Its links.</summary>
    public LimitedLinks Links => new(Activity, _limiter);
}
