using System.Diagnostics;
using Instrumentation.Configuration;

namespace Instrumentation.Tracing;

/// <summary>
/// How much a span may hold. What is not set is what the variables say (<c>OTEL_SPAN_*_LIMIT</c>, <c>OTEL_EVENT_*_LIMIT</c>, <c>OTEL_LINK_*_LIMIT</c>,
/// <c>OTEL_ATTRIBUTE_*_LIMIT</c>), or the specification's default.
/// </summary>
/// <remarks>
/// Specification: Trace SDK, Span limits. An <see cref="Activity"/> takes whatever it is given. Its tags are cut to size when it ends, before any processor
/// sees it; its events and links can't be changed any more then, and are read within the limits by <see cref="LimitedSpan"/>.
/// </remarks>
public sealed class SpanLimits
{
    private const int DefaultCount = 128;

    /// <summary>How many tags; those that were set first stay. <c>OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT</c>, 128.</summary>
    public int? TagCount { get; init; }

    /// <summary>
    /// How many characters a tag's text has, and each text in an array, on the span, its events and its links.
    /// <c>OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT</c>, without limit.
    /// </summary>
    public int? TagValueLength { get; init; }

    /// <summary>How many events; those that were added first stay. <c>OTEL_SPAN_EVENT_COUNT_LIMIT</c>, 128.</summary>
    public int? EventCount { get; init; }

    /// <summary>How many links; those that were added first stay. <c>OTEL_SPAN_LINK_COUNT_LIMIT</c>, 128.</summary>
    public int? LinkCount { get; init; }

    /// <summary>How many tags an event has. <c>OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT</c>, 128.</summary>
    public int? EventTagCount { get; init; }

    /// <summary>How many tags a link has. <c>OTEL_LINK_ATTRIBUTE_COUNT_LIMIT</c>, 128.</summary>
    public int? LinkTagCount { get; init; }

    /// <summary>These limits, and what the variables say where they say nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative.</exception>
    internal SpanLimiter WithVariables()
    {
        var tagsOfAll = Read("OTEL_ATTRIBUTE_COUNT_LIMIT", DefaultCount);
        var lengthOfAll = Read("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", int.MaxValue);
        return new SpanLimiter(
            TagCount: From0(TagCount, nameof(TagCount)) ?? Read("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", tagsOfAll),
            EventCount: From0(EventCount, nameof(EventCount)) ?? Read("OTEL_SPAN_EVENT_COUNT_LIMIT", DefaultCount),
            LinkCount: From0(LinkCount, nameof(LinkCount)) ?? Read("OTEL_SPAN_LINK_COUNT_LIMIT", DefaultCount),
            EventTagCount: From0(EventTagCount, nameof(EventTagCount)) ?? Read("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", tagsOfAll),
            LinkTagCount: From0(LinkTagCount, nameof(LinkTagCount)) ?? Read("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", tagsOfAll),
            Text: new TextLimit(From0(TagValueLength, nameof(TagValueLength)) ?? Read("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", lengthOfAll)));
    }

    private static int Read(string variable, int byDefault) => Variables.Number(variable, byDefault, "whole number from 0 up", minimum: 0);

    private static int? From0(int? limit, string name)
    {
        if (limit is { } number)
            ArgumentOutOfRangeException.ThrowIfNegative(number, name);
        return limit;
    }
}
