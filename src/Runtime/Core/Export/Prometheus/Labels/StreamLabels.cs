using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>The labels of a metric's series: the meter's and those of each series, which keeps what was written.</summary>
internal sealed class StreamLabels
{
    private readonly LabelStyle _style;
    private readonly Func<List<Label>, byte[]> _writeLabels;
    private readonly List<Label> _common;
    private readonly bool _isDistribution;
    private readonly List<Label> _labels = [];
    private readonly Func<TagSet, SeriesLabels> _write;

    // All metrics share these sets: a form of theirs would stay with them for ever.
    private readonly SeriesLabels _ofEmpty;
    private readonly SeriesLabels _ofOverflow;

    // Of the last page: series keep their places, mostly.
    private SeriesLabels?[] _byPlace = [];

    /// <param name="style">Makes labels.</param>
    /// <param name="writeLabels">Writes them.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="ofResource">What all series say of where they come from.</param>
    public StreamLabels(LabelStyle style, Func<List<Label>, byte[]> writeLabels, MetricDescription metric, IReadOnlyList<Label> ofResource)
    {
        (_style, _writeLabels) = (style, writeLabels);
        _common = [.. ofResource];
        style.AddScope(_common, metric.Scope);
        _isDistribution = metric.Kind is MetricKind.Histogram or MetricKind.ExponentialHistogram;
        _write = Write;
        _ofEmpty = Write(TagSet.Empty);
        _ofOverflow = Write(TagSet.Overflow);
    }

    /// <summary>Says how many series there are on the page that begins.</summary>
    public void Begin(int count)
    {
        if (_byPlace.Length < count || _byPlace.Length > 2 * (count + 16))
            Array.Resize(ref _byPlace, count + (count / 4));
    }

    /// <summary>The labels of the series at a place.</summary>
    public SeriesLabels Of(TagSet tags, int place)
    {
        ref var kept = ref _byPlace[place];
        return kept is { } labels && ReferenceEquals(labels.Tags, tags) ? labels : kept = Find(tags);
    }

    private SeriesLabels Find(TagSet tags) =>
        ReferenceEquals(tags, TagSet.Empty) ? _ofEmpty
        : ReferenceEquals(tags, TagSet.Overflow) ? _ofOverflow
        : tags.FormOf(this, _write);

    private SeriesLabels Write(TagSet tags)
    {
        _labels.Clear();
        _labels.AddRange(_common);
        _style.Add(_labels, tags.Items);
        Label.MakeCanonical(_labels, _isDistribution);
        return new(tags, _writeLabels(_labels));
    }
}
