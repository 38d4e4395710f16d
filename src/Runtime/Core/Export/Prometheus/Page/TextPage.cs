using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes pages of text: families one after the other, with what does not change copied.</summary>
/// <param name="plan">The families.</param>
/// <param name="syntax">Which text.</param>
internal sealed class TextPage(FamilyPlan plan, PageSyntax syntax)
{
    private const int MinCapacity = 16 * 1024;

    private readonly bool _isOpen = syntax == PageSyntax.OpenMetrics;
    private readonly SeriesSeen _seen = new();
    private readonly HistogramText _histograms = new(syntax);
    private IReadOnlyList<Family> _planned = [];
    private FamilyText[] _families = [];
    private int _lastLength;

    /// <summary>Writes a page.</summary>
    /// <param name="metrics">What was collected, for which the plan was refreshed.</param>
    /// <param name="length">How long the page is.</param>
    /// <returns>An array of the shared pool, for somebody else to give back.</returns>
    public byte[] Make(IReadOnlyList<Metric> metrics, out int length)
    {
        if (_planned != plan.Families)
            (_planned, _families) = (plan.Families, [.. plan.Families.Select(family => FamilyText.Of(family, syntax))]);

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
        if (plan.TargetLabels is not { } labels)
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
            for (var i = 0; i < points.Count; i++)
            {
                var point = points[i];
                var series = labels.Of(point.Tags);
                if (_seen.TryAdd(series))
                    WriteSeries(ref to, family, metric.Description, point, series.Bytes);
                else
                    TellOfTwin(family, metric.Description);
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

        to.Sample(family.Sample, labels);
        if (metric.IsWhole)
            to.Whole(point.WholeValue);
        else
            to.Real(point.RealValue);
        to.Line();
        if (!_isOpen || !family.IsCounter)
            return;

        to.Sample(family.Created, labels);
        to.Time(point.StartTimeUnixNano);
        to.Line();
    }

    private void TellOfTwin(FamilyText family, MetricDescription metric) => plan.Tell(
        $"The metric {metric.Name} of the meter {metric.Scope.Name} has series which are one to Prometheus, in {family.Family.Name.Whole}: their labels are the same once translated. "
        + $"The first is on the page. Rename a tag or the metric, AddView(\"{metric.Name}\", v => v.Rename(...)), or leave ScopeLabels on.");
}
