using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>The events of a span, within its limits: those that were added first.</summary>
public ref struct LimitedEvents
{
    private readonly Activity _span;
    private readonly SpanLimiter? _limiter;
    private Activity.Enumerator<ActivityEvent> _all;
    private int _left;

    internal LimitedEvents(Activity span, SpanLimiter? limiter)
    {
        _span = span;
        _limiter = limiter;
        _all = span.EnumerateEvents();
        _left = limiter?.EventCount ?? int.MaxValue;
    }

    /// <summary>How many are left out because there are too many.</summary>
    public readonly int Dropped => _limiter is null ? 0 : Limited.CountAbove(_limiter.EventCount, _span.EnumerateEvents());

    /// <summary>The event that the enumeration is at.</summary>
    public readonly LimitedEvent Current => new(_all.Current, _limiter);

    /// <summary>Begins to enumerate.</summary>
    /// <returns>What enumerates.</returns>
    public readonly LimitedEvents GetEnumerator() => this;

    /// <summary>Goes to the next event.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext() => _left-- > 0 && _all.MoveNext();
}

/// <summary>An event of a span, within its limits.</summary>
public readonly ref struct LimitedEvent
{
    private readonly ActivityEvent _event;
    private readonly SpanLimiter? _limiter;

    internal LimitedEvent(ActivityEvent spanEvent, SpanLimiter? limiter) => (_event, _limiter) = (spanEvent, limiter);

    /// <summary>Its name.</summary>
    public string Name => _event.Name;

    /// <summary>When it happened.</summary>
    public DateTimeOffset Timestamp => _event.Timestamp;

    /// <summary>Its tags.</summary>
    public LimitedTags Tags => new(_event.EnumerateTagObjects(), _limiter?.EventTagCount, _limiter?.Text);
}
