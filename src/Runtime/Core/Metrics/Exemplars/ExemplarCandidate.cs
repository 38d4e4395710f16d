using System.Diagnostics;
using Instrumentation.Metrics.Streams;

namespace Instrumentation.Metrics;

/// <summary>A measurement that may become an exemplar.</summary>
public readonly ref struct ExemplarCandidate
{
    private readonly Func<string, bool>? _isKept;

    internal ExemplarCandidate(double value, Activity? span, ReadOnlySpan<KeyValuePair<string, object?>> tags, Func<string, bool>? isKept)
    {
        Value = value;
        Span = span;
        Tags = tags;
        _isKept = isKept;
    }

    /// <summary>What was measured.</summary>
    public double Value { get; }

    /// <summary>The span in which it was measured, if there was one.</summary>
    public Activity? Span { get; }

    /// <summary>All tags of the measurement.</summary>
    public ReadOnlySpan<KeyValuePair<string, object?>> Tags { get; }

    /// <summary>Makes it an exemplar, which has the tags that the series has not.</summary>
    /// <returns>The exemplar.</returns>
    public Exemplar ToExemplar()
    {
        var dropped = new List<KeyValuePair<string, object?>>();
        foreach (ref readonly var tag in Tags)
        {
            if (_isKept is not null && !_isKept(tag.Key))
                dropped.Add(tag);
        }

        return new(Clock.UnixNano, Value, Span?.TraceId ?? default, Span?.SpanId ?? default, TagSequence.Canonical(dropped));
    }
}
