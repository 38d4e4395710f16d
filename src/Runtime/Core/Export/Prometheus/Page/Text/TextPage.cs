using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes pages of text. Specification: Prometheus, Exposition formats; OpenMetrics 1.0.</summary>
internal sealed class TextPage : PageWriter
{
    private readonly bool _isOpen;
    private readonly ExemplarText _exemplars;
    private readonly HistogramText _histograms;
    private IReadOnlyList<Family> _planned = [];
    private FamilyText[] _families = [];
    private FamilyText _family = null!;
    private PageText _to;

    /// <param name="plan">The families.</param>
    /// <param name="isOpen">Whether as OpenMetrics.</param>
    public TextPage(FamilyPlan plan, bool isOpen)
        : base(plan)
    {
        _isOpen = isOpen;
        _exemplars = new(plan.Style);
        _histograms = new(isOpen, _exemplars);
    }

    protected override byte[] Write(IReadOnlyList<Metric> metrics, out int length)
    {
        if (_planned != Plan.Families)
            (_planned, _families) = (Plan.Families, [.. Plan.Families.Select(family => new FamilyText(family, _isOpen))]);

        _to = new PageText(Capacity);
        try
        {
            WriteTarget();
            foreach (var family in _families)
            {
                _family = family;
                _to.Append(family.Head);
                WriteAll(family.Family, metrics);
            }

            if (_isOpen)
                _to.Append("# EOF\n"u8);
            length = _to.Length;
            return _to.Take();
        }
        finally
        {
            _to.Release();
        }
    }

    protected override void WriteSeries(MetricDescription metric, in MetricPoint point, byte[] labels)
    {
        if (point.IsDistribution)
        {
            _histograms.Write(ref _to, _family, point, labels);
            return;
        }

        _to.Sample(_family.Sample, labels);
        if (metric.IsWhole)
            _to.Whole(point.WholeValue);
        else
            _to.Real(point.RealValue);
        var isCounter = _isOpen && _family.IsCounter;
        if (isCounter)
            _exemplars.Write(ref _to, point.ExemplarItems);
        _to.Line();
        if (!isCounter)
            return;

        _to.Sample(_family.Created, labels);
        _to.Time(point.StartTimeUnixNano);
        _to.Line();
    }

    private void WriteTarget()
    {
        if (Plan.TargetLabels is not { } labels)
            return;

        _to.Append(_isOpen ? "# HELP target Target metadata\n# TYPE target info\n"u8 : "# HELP target_info Target metadata\n# TYPE target_info gauge\n"u8);
        _to.Append("target_info{"u8);
        _to.Append(labels);
        _to.Append("} 1\n"u8);
    }
}
