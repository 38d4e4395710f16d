using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Which exemplar stands for a counter or a bucket, and its labels. Specification: OpenMetrics, Exemplars.</summary>
internal static class ExemplarLabels
{
    // Characters of all names and values together.
    private const int MaxLength = 128;

    private const string Trace = "trace_id";
    private const string Span = "span_id";

    /// <summary>The latest of a measurement in these bounds; null if there is none.</summary>
    /// <param name="exemplars">The exemplars of the series.</param>
    /// <param name="above">The measurement is above that.</param>
    /// <param name="upTo">It is not above that.</param>
    public static Exemplar? Latest(
        ReadOnlySpan<Exemplar> exemplars, double above = double.NegativeInfinity, double upTo = double.PositiveInfinity)
    {
        Exemplar? latest = null;
        foreach (var exemplar in exemplars)
        {
            if (exemplar.Value > above && exemplar.Value <= upTo && (latest is null || exemplar.TimeUnixNano >= latest.TimeUnixNano))
                latest = exemplar;
        }

        return latest;
    }

    /// <summary>Its span, and as many of the tags that a view dropped as there is room for.</summary>
    public static List<Label> Of(Exemplar exemplar, LabelStyle style)
    {
        var labels = new List<Label>();
        if (exemplar.SpanId.ToHexString() is var span and not HexId.NoSpan)
            labels.AddRange([new(Trace, Trace, exemplar.TraceId.ToHexString()), new(Span, Span, span)]);
        var room = MaxLength - labels.Sum(Length);
        var dropped = new List<Label>();
        style.Add(dropped, exemplar.FilteredTags.Items);
        Label.MakeCanonical(dropped, keepsBucket: false);
        foreach (var label in dropped)
        {
            if (label.Name is Trace or Span || Length(label) > room)
                continue;

            labels.Add(label);
            room -= Length(label);
        }

        return labels;
    }

    private static int Length(Label label) => Length(label.Name) + Length(label.Value);

    private static int Length(string text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes())
            length++;
        return length;
    }
}
