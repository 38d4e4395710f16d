using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes pages of text: families one after the other, with what does not change copied.</summary>
internal sealed class TextPage
{
    private const int MinCapacity = 16 * 1024;

    private readonly FamilyPlan _plan;
    private readonly bool _isOpen;
    private readonly SeriesSeen _seen = new();
    private readonly ExemplarText _exemplars;
    private readonly HistogramText _histograms;
    private IReadOnlyList<Family> _planned = [];
    private FamilyText[] _families = [];
    private int _lastLength;

    /// <param name="plan">The families.</param>
    /// <param name="isOpen">Whether as OpenMetrics.</param>
    public TextPage(FamilyPlan plan, bool isOpen)
    {
        _plan = plan;
        _isOpen = isOpen;
        _exemplars = new(plan.Style);
        _histograms = new(isOpen, _exemplars);
    }

    /// <summary>Writes a page.</summary>
    /// <param name="metrics">What was collected, for which the plan was refreshed.</param>
    /// <param name="length">How long the page is.</param>
    /// <returns>An array of the shared pool, for somebody else to give back.</returns>
    public byte[] Make(IReadOnlyList<Metric> metrics, out int length)
    {
        if (_planned != _plan.Families)
            (_planned, _families) = (_plan.Families, [.. _plan.Families.Select(family => new FamilyText(family, _isOpen))]);

        var to = new PageText(Math.Max(MinCapacity, _lastLength + (_lastLength / 8)));
        try
        {
            WriteTarget(ref to);
            foreach (var family in _families)
                WriteFamily(ref to, family, metrics);
            if (_isOpen)
                to.Append("# EOF\n"u8);
            length = _lastLength = to.Length;
            return to.Take();
        }
        finally
        {
            _seen.End();
            to.Release();
        }
    }

    private void WriteTarget(ref PageText to)
    {
        if (_plan.TargetLabels is not { } labels)
            return;

        to.Append(_isOpen ? "# HELP target Target metadata\n# TYPE target info\n"u8 : "# HELP target_info Target metadata\n# TYPE target_info gauge\n"u8);
        to.Append("target_info{"u8);
        to.Append(labels);
        to.Append("} 1\n"u8);
    }

    private void WriteFamily(ref PageText to, FamilyText family, IReadOnlyList<Metric> metrics)
    {
        to.Append(family.Head);
        _seen.Begin(family.Family.Metrics.Sum(member => metrics[member.Place].PointList.Count));
        foreach (var (place, labels) in family.Family.Metrics)
        {
            var metric = metrics[place];
            var points = metric.PointList;
            labels.Begin(points.Count);
            for (var i = 0; i < points.Count; i++)
            {
                var point = points[i];
                var series = labels.Of(point.Tags, i);
                if (_seen.TryAdd(series))
                    WriteSeries(ref to, family, metric.Description, point, series.Bytes);
                else
                    _plan.TellOfTwin(family.Family, metric.Description);
            }
        }
    }

    private void WriteSeries(ref PageText to, FamilyText family, MetricDescription metric, in MetricPoint point, byte[] labels)
    {
        if (family.Family.Type == FamilyType.Histogram)
        {
            _histograms.Write(ref to, family, point, labels);
            return;
        }

        if (family.Family.Type == FamilyType.Counter && (metric.IsWhole ? point.WholeValue : point.RealValue) < 0)
        {
            _plan.TellOfNegative(family.Family, metric);
            return;
        }

        to.Sample(family.Sample, labels);
        if (metric.IsWhole)
            to.Whole(point.WholeValue);
        else
            to.Real(point.RealValue);
        var isCounter = _isOpen && family.IsCounter;
        if (isCounter)
            _exemplars.Write(ref to, point.ExemplarItems);
        to.Line();
        if (!isCounter)
            return;

        to.Sample(family.Created, labels);
        to.Time(point.StartTimeUnixNano);
        to.Line();
    }
}
