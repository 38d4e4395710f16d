using System.Diagnostics;
using Instrumentation.Configuration;

namespace Instrumentation.Tracing;

/// <summary>
/// How much a span may hold. What is not set is what the variables say (<c>OTEL_SPAN_*_LIMIT</c>, <c>OTEL_ATTRIBUTE_*_LIMIT</c>), or the
/// specification's default.
/// </summary>
/// <remarks>
/// Specification: Common, Attribute limits. An <see cref="Activity"/> takes whatever it is given, and what is in it is cut to size when it ends, before
/// any processor sees it.
/// </remarks>
public sealed class SpanLimits
{
    private const string Dropped = "instrumentation.dropped_tags";
    private const int DefaultCount = 128;

    /// <summary>How many tags; those that were set first stay. <c>OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT</c>, 128.</summary>
    public int? TagCount { get; init; }

    /// <summary>How many characters a tag's text has, and each text in an array. <c>OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT</c>, without limit.</summary>
    public int? TagValueLength { get; init; }

    /// <summary>How many tags of the span were dropped because there were too many.</summary>
    /// <param name="span">A span that has ended.</param>
    /// <returns>How many.</returns>
    public static int DroppedTagsOf(Activity span)
    {
        ArgumentNullException.ThrowIfNull(span);
        return span.GetCustomProperty(Dropped) as int? ?? 0;
    }

    internal SpanLimits WithVariables() => new()
    {
        TagCount = TagCount ?? Read("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", Read("OTEL_ATTRIBUTE_COUNT_LIMIT", DefaultCount)),
        TagValueLength = TagValueLength ?? Read("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", Read("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", int.MaxValue)),
    };

    internal void Enforce(Activity span)
    {
        var count = 0;
        var isLong = false;
        var hasLength = TagValueLength < int.MaxValue;
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            count++;
            isLong |= hasLength && IsLong(tag.Value);
        }

        if (count > TagCount)
            DropFrom(span, count);
        if (isLong)
            Cut(span);
    }

    private static int Read(string variable, int byDefault) => Variables.Number(variable, byDefault, "whole number from 0 up", minimum: 0);

    private bool IsLong(object? value) => value switch
    {
        string text => text.Length > TagValueLength,
        string?[] texts => Array.Exists(texts, t => t?.Length > TagValueLength),
        _ => false,
    };

    private void DropFrom(Activity span, int count)
    {
        foreach (var (key, _) in span.TagObjects.Skip(TagCount!.Value).ToList())
            span.SetTag(key, null);
        span.SetCustomProperty(Dropped, count - TagCount);
    }

    private void Cut(Activity span)
    {
        foreach (var (key, value) in span.TagObjects.Where(t => IsLong(t.Value)).ToList())
            span.SetTag(key, value is string text ? Cut(text) : Array.ConvertAll((string?[])value!, t => t is null ? null : Cut(t)));
    }

    // A character of two halves stays whole, or goes.
    private string Cut(string text)
    {
        var length = Math.Min(text.Length, TagValueLength!.Value);
        return length > 0 && length < text.Length && char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }
}
