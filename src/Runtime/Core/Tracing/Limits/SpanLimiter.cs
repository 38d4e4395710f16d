using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>Keeps limits: of options, variables and defaults those that count.</summary>
internal sealed record SpanLimiter(int TagCount, int EventCount, int LinkCount, int EventTagCount, int LinkTagCount, TextLimit Text)
{
    private const string DroppedTagsProperty = "instrumentation.dropped_tags";
    private const string LimiterProperty = "instrumentation.limiter";

    /// <summary>The limits that the events or the links of a span that has ended are over; null where they are within all.</summary>
    public static SpanLimiter? Of(Activity span) => span.GetCustomProperty(LimiterProperty) as SpanLimiter;

    /// <summary>How many tags a span that has ended had too many.</summary>
    public static int DroppedTagsOf(Activity span) => span.GetCustomProperty(DroppedTagsProperty) as int? ?? 0;

    /// <summary>Cuts the tags of a span to size, and remembers where its events or links must be read with care.</summary>
    public void Enforce(Activity span)
    {
        var count = 0;
        var isLong = false;
        var isLimited = !Text.IsNone;
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            count++;
            isLong |= isLimited && Text.IsOver(tag.Value);
        }

        if (count > TagCount)
            DropTags(span, count);
        if (isLong)
            CutTags(span);
        if (AreEventsOver(span) || AreLinksOver(span))
            span.SetCustomProperty(LimiterProperty, this);
    }

    private bool AreEventsOver(Activity span)
    {
        var count = 0;
        foreach (ref readonly var spanEvent in span.EnumerateEvents())
        {
            if (++count > EventCount || AreOver(spanEvent.EnumerateTagObjects(), EventTagCount))
                return true;
        }

        return false;
    }

    private bool AreLinksOver(Activity span)
    {
        var count = 0;
        foreach (ref readonly var link in span.EnumerateLinks())
        {
            if (++count > LinkCount || AreOver(link.EnumerateTagObjects(), LinkTagCount))
                return true;
        }

        return false;
    }

    private bool AreOver(Activity.Enumerator<KeyValuePair<string, object?>> tags, int limit)
    {
        var count = 0;
        foreach (ref readonly var tag in tags)
        {
            if (++count > limit || Text.IsOver(tag.Value))
                return true;
        }

        return false;
    }

    private void DropTags(Activity span, int count)
    {
        foreach (var (key, _) in span.TagObjects.Skip(TagCount).ToList())
            span.SetTag(key, null);
        span.SetCustomProperty(DroppedTagsProperty, count - TagCount);
    }

    private void CutTags(Activity span)
    {
        foreach (var (key, value) in span.TagObjects.Where(t => Text.IsOver(t.Value)).ToList())
            span.SetTag(key, Text.Cut(value));
    }
}
