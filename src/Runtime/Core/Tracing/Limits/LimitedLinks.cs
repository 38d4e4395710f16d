using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>The links of a span, within its limits: those that were added first.</summary>
public ref struct LimitedLinks
{
    private readonly Activity _span;
    private readonly SpanLimiter? _limiter;
    private Activity.Enumerator<ActivityLink> _all;
    private int _left;

    internal LimitedLinks(Activity span, SpanLimiter? limiter)
    {
        _span = span;
        _limiter = limiter;
        _all = span.EnumerateLinks();
        _left = limiter?.LinkCount ?? int.MaxValue;
    }

    /// <summary>How many are left out because there are too many.</summary>
    public readonly int Dropped => _limiter is null ? 0 : Limited.CountAbove(_limiter.LinkCount, _span.EnumerateLinks());

    /// <summary>The link that the enumeration is at.</summary>
    public readonly LimitedLink Current => new(_all.Current, _limiter);

    /// <summary>Begins to enumerate.</summary>
    /// <returns>What enumerates.</returns>
    public readonly LimitedLinks GetEnumerator() => this;

    /// <summary>Goes to the next link.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext() => _left-- > 0 && _all.MoveNext();
}

/// <summary>A link of a span, within its limits.</summary>
public readonly ref struct LimitedLink
{
    private readonly ActivityLink _link;
    private readonly SpanLimiter? _limiter;

    internal LimitedLink(ActivityLink link, SpanLimiter? limiter) => (_link, _limiter) = (link, limiter);

    /// <summary>What it points to.</summary>
    public ActivityContext Context => _link.Context;

    /// <summary>Its tags.</summary>
    public LimitedTags Tags => new(_link.EnumerateTagObjects(), _limiter?.LinkTagCount, _limiter?.Text);
}
