using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>What an exemplar says of itself. Specification: Prometheus and OpenMetrics Compatibility, Exemplars.</summary>
internal static class ExemplarLabels
{
    // OpenMetrics' limit, beyond which Prometheus takes none.
    private const int MaxCharacters = 128;

    /// <summary>Its span, and what a view has dropped from its series as far as all of that fits.</summary>
    public static IReadOnlyList<Label> Of(Exemplar exemplar, LabelStyle style)
    {
        var labels = new List<Label>();
        if (exemplar.SpanId != default)
        {
            labels.Add(new("span_id", "span_id", exemplar.SpanId.ToHexString()));
            labels.Add(new("trace_id", "trace_id", exemplar.TraceId.ToHexString()));
        }

        var withTags = new List<Label>(labels);
        style.Add(withTags, exemplar.FilteredTags.Items);
        var all = LabelText.Canonical(withTags, keepsBucket: false);
        return all.Sum(static label => label.Name.Length + label.Value.Length) <= MaxCharacters ? all : labels;
    }
}
