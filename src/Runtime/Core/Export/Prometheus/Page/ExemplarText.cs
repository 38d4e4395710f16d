using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes the latest exemplar of a counter or of a bucket behind its sample. Specification: OpenMetrics, Exemplars.</summary>
/// <param name="style">Makes labels of the tags that a view dropped.</param>
internal sealed class ExemplarText(LabelStyle style)
{
    // Characters of all names and values together.
    private const int MaxLabels = 128;

    private const string Trace = "trace_id";
    private const string Span = "span_id";

    /// <summary>Writes one, if there is one of a measurement in these bounds.</summary>
    /// <param name="to">The page.</param>
    /// <param name="exemplars">The exemplars of the series.</param>
    /// <param name="above">The measurement is above that.</param>
    /// <param name="upTo">It is not above that.</param>
    public void Write(ref PageText to, ReadOnlySpan<Exemplar> exemplars, double above = double.NegativeInfinity, double upTo = double.PositiveInfinity)
    {
        Exemplar? latest = null;
        foreach (var exemplar in exemplars)
        {
            if (exemplar.Value > above && exemplar.Value <= upTo && (latest is null || exemplar.TimeUnixNano >= latest.TimeUnixNano))
                latest = exemplar;
        }

        if (latest is null)
            return;

        to.Append(" # {"u8);
        to.Append(LabelText.Write(LabelsOf(latest, style)));
        to.Append("} "u8);
        to.Real(latest.Value);
        to.Append(" "u8);
        to.Time(latest.TimeUnixNano);
    }

    /// <summary>What an exemplar says of itself. The span comes first; of the dropped tags as many as there is room for.</summary>
    public static List<Label> LabelsOf(Exemplar exemplar, LabelStyle style)
    {
        var labels = new List<Label>();
        if (exemplar.SpanId.ToHexString() is var span and not HexId.NoSpan)
            labels.AddRange([new(Trace, Trace, exemplar.TraceId.ToHexString()), new(Span, Span, span)]);
        var room = MaxLabels - labels.Sum(Length);
        var dropped = new List<Label>();
        style.Add(dropped, exemplar.FilteredTags.Items);
        LabelText.MakeCanonical(dropped, keepsBucket: false);
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
