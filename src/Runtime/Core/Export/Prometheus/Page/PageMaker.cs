using Instrumentation.Metrics;
using Instrumentation.Resources;

namespace Instrumentation.Export.Prometheus;

/// <summary>Makes pages, one at a time. What was made for a format serves the next page in it.</summary>
/// <param name="options">What is on the page.</param>
internal sealed class PageMaker(PrometheusExporterOptions options)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<(bool IsText, NameEscaping), FamilyPlan> _plans = [];
    private readonly Dictionary<(PageSyntax, NameEscaping), PageWriter> _writers = [];

    public SharedPage Make(PageFormat format, IReadOnlyList<Metric> metrics, Resource resource)
    {
        var escaping = Effective(format.Escaping);
        var isText = format.Syntax != PageSyntax.Protobuf;
        if (!_plans.TryGetValue((isText, escaping), out var plan))
            _plans[(isText, escaping)] = plan = new(options, new LabelStyle(options, escaping), escaping, isText ? LabelText.Write : LabelProtobuf.Write, _told);
        if (!_writers.TryGetValue((format.Syntax, escaping), out var writer))
            _writers[(format.Syntax, escaping)] = writer = isText ? new TextPage(plan, format.Syntax == PageSyntax.OpenMetrics) : new ProtobufPage(plan);
        plan.Refresh(metrics, resource);
        var bytes = writer.Make(metrics, out var length);
        return new SharedPage(format, isGzip: false, bytes, length);
    }

    // Names that are letters, digits and underscores already are the same in all ways but one.
    private NameEscaping Effective(NameEscaping escaping) =>
        options.Translation is PrometheusTranslation.NoTranslation or PrometheusTranslation.NoUtf8EscapingWithSuffixes || escaping == NameEscaping.Dots
            ? escaping
            : NameEscaping.Underscores;
}
