using Instrumentation.Metrics;
using Instrumentation.Resources;

namespace Instrumentation.Export.Prometheus;

/// <summary>Makes pages, one at a time. What was made for a format serves the next page in it.</summary>
/// <param name="options">What is on the page.</param>
internal sealed class PageMaker(PrometheusExporterOptions options)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<NameEscaping, FamilyPlan> _plans = [];
    private readonly Dictionary<(PageSyntax, NameEscaping), TextPage> _pages = [];

    public SharedPage Make(PageFormat format, IReadOnlyList<Metric> metrics, Resource resource)
    {
        var escaping = Effective(format.Escaping);
        if (!_plans.TryGetValue(escaping, out var plan))
            _plans[escaping] = plan = new(options, escaping, _told);
        if (!_pages.TryGetValue((format.Syntax, escaping), out var page))
            _pages[(format.Syntax, escaping)] = page = new(plan, format.Syntax == PageSyntax.OpenMetrics);
        plan.Refresh(metrics, resource);
        var bytes = page.Make(metrics, out var length);
        return new SharedPage(format, isGzip: false, bytes, length);
    }

    // Names that are letters, digits and underscores already are the same in all ways but one.
    private NameEscaping Effective(NameEscaping escaping) =>
        options.Translation is PrometheusTranslation.NoTranslation or PrometheusTranslation.NoUtf8EscapingWithSuffixes || escaping == NameEscaping.Dots
            ? escaping
            : NameEscaping.Underscores;
}
