using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>The labels of a metric's series: the meter's and those of each series, which keeps what was written.</summary>
internal sealed class StreamLabels
{
    private readonly LabelStyle _style;
    private readonly List<Label> _common;
    private readonly bool _isDistribution;
    private readonly Func<TagSet, SeriesLabels> _write;

    // All metrics share these sets: a form of theirs would stay with them for ever.
    private readonly SeriesLabels _ofEmpty;
    private readonly SeriesLabels _ofOverflow;

    public StreamLabels(LabelStyle style, MetricDescription metric, IReadOnlyList<Label> ofResource)
    {
        _style = style;
        _common = [.. ofResource];
        style.AddScope(_common, metric.Scope);
        _isDistribution = metric.Kind is MetricKind.Histogram or MetricKind.ExponentialHistogram;
        _write = Write;
        _ofEmpty = Write(TagSet.Empty);
        _ofOverflow = Write(TagSet.Overflow);
    }

    public SeriesLabels Of(TagSet tags) =>
        ReferenceEquals(tags, TagSet.Empty) ? _ofEmpty
        : ReferenceEquals(tags, TagSet.Overflow) ? _ofOverflow
        : tags.FormOf(this, _write);

    private SeriesLabels Write(TagSet tags)
    {
        var labels = new List<Label>(_common);
        _style.Add(labels, tags.Items);
        return new(LabelText.Write(LabelText.Canonical(labels, _isDistribution)));
    }
}
