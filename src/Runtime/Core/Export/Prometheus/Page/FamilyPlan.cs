using System.Runtime.CompilerServices;
using Instrumentation.Diagnostics;
using Instrumentation.Metrics;
using Instrumentation.Resources;

namespace Instrumentation.Export.Prometheus;

/// <summary>
/// Which families the metrics of a collection make. It is made anew when other metrics come, and keeps the labels of those that it knows.
/// Of metrics that can't stand beside each other the first stays.
/// </summary>
/// <param name="options">What is on the page.</param>
/// <param name="style">Makes the labels.</param>
/// <param name="escaping">What becomes of names that the scraper can't read.</param>
/// <param name="writeLabels">Writes labels.</param>
/// <param name="told">What has been told: it is the same in all formats.</param>
internal sealed class FamilyPlan(
    PrometheusExporterOptions options, LabelStyle style, NameEscaping escaping, Func<List<Label>, byte[]> writeLabels, HashSet<string> told)
{
    /// <summary>By which OpenMetrics knows what the page comes from.</summary>
    public const string Target = "target";

    private const int MaxTold = 1_000;

    private MetricDescription[] _metrics = [];

    // As long as there is the metric, be it on the page or not: its series keep what was written for it.
    private ConditionalWeakTable<MetricDescription, StreamLabels> _labels = [];
    private IReadOnlyList<Label> _ofResource = [];
    private Resource? _resource;

    public LabelStyle Style => style;

    /// <summary>The families, sorted by name.</summary>
    public IReadOnlyList<Family> Families { get; private set; } = [];

    /// <summary>The labels that tell what the page comes from; null where that is not told.</summary>
    public byte[]? TargetLabels { get; private set; }

    /// <summary>Sees to the families of a collection.</summary>
    public void Refresh(IReadOnlyList<Metric> metrics, Resource resource)
    {
        if (_resource == resource && IsSame(metrics))
            return;

        if (_resource != resource)
            Know(resource);
        _metrics = [.. metrics.Select(static metric => metric.Description)];
        Families = [.. Make().OrderBy(static family => family.Name.Family, StringComparer.Ordinal)];
    }

    /// <summary>Tells something, once.</summary>
    public void Tell(string message)
    {
        if (told.Count < MaxTold && told.Add(message))
            Faults.Warn(message);
    }

    /// <summary>Whether a series can stand in its family; if it can't, that is told.</summary>
    /// <param name="family">The family.</param>
    /// <param name="metric">Whose series it is.</param>
    /// <param name="point">The series.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="seen">Which labels the family has already.</param>
    public bool Takes(Family family, MetricDescription metric, in MetricPoint point, SeriesLabels labels, SeriesSeen seen)
    {
        if (!seen.TryAdd(labels))
            TellOfTwin(family, metric);
        else if (family.Type == FamilyType.Counter && (metric.IsWhole ? point.WholeValue : point.RealValue) < 0)
            TellOfNegative(family, metric);
        else
            return true;

        return false;
    }

    /// <summary>A metric, for people to find it.</summary>
    public static string Text(MetricDescription metric) => $"the {metric.Instrument} {metric.Name} of the meter {metric.Scope.Name}";

    private bool IsSame(IReadOnlyList<Metric> metrics)
    {
        if (metrics.Count != _metrics.Length)
            return false;

        for (var i = 0; i < metrics.Count; i++)
        {
            if (metrics[i].Description != _metrics[i])
                return false;
        }

        return true;
    }

    private void Know(Resource resource)
    {
        _resource = resource;
        _labels = [];
        _ofResource = Style.OfResource(resource);
        var labels = style.OfTarget(resource);
        Label.MakeCanonical(labels, keepsBucket: false);
        TargetLabels = options.TargetInfo && labels.Count > 0 ? writeLabels(labels) : null;
    }

    private List<Family> Make()
    {
        var families = new List<Family>();
        var claimed = new Dictionary<string, Family?>(StringComparer.Ordinal);
        if (TargetLabels is not null)
            (claimed[Target], claimed[Target + "_info"]) = (null, null);
        for (var place = 0; place < _metrics.Length; place++)
        {
            var metric = _metrics[place];
            if (FamilyOf(metric, families, claimed) is { } family)
                family.Metrics.Add((place, _labels.GetValue(metric, metric => new(Style, writeLabels, metric, _ofResource))));
        }

        return families;
    }

    private Family? FamilyOf(MetricDescription metric, List<Family> families, Dictionary<string, Family?> claimed)
    {
        var candidate = new Family(MetricName.Of(metric, options.Translation, escaping), Family.TypeOf(metric), metric);
        if (candidate.Claims().FirstOrDefault(claimed.ContainsKey) is { } name)
        {
            if (claimed[name] is not { } other || other.Type != candidate.Type || other.Name.Whole != candidate.Name.Whole)
            {
                TellOfClash(metric, name, claimed[name]?.First);
                return null;
            }

            Join(other, candidate);
            return other;
        }

        families.Add(candidate);
        foreach (var claim in candidate.Claims())
            claimed[claim] = candidate;
        return candidate;
    }

    private void Join(Family family, Family other)
    {
        family.Help ??= other.Help;
        if (other.Help is not null && family.Help != other.Help)
            Tell($"Prometheus knows {Text(other.First)} and {Text(family.First)} as one, {family.Name.Whole}, and they have different descriptions; the first is on the page. {Remedy(other.First)}");
        if (family.Name.Unit != other.Name.Unit)
            Tell($"Prometheus knows {Text(other.First)} and {Text(family.First)} as one, {family.Name.Whole}, and they have different units; that of the first is on the page. {Remedy(other.First)}");
    }

    private void TellOfClash(MetricDescription metric, string name, MetricDescription? other) => Tell(
        $"{Text(metric)} can't be on the Prometheus page: {(other is null ? "what tells of the resource" : Text(other))} has the name {name} there. {Remedy(metric)}");

    private void TellOfTwin(Family family, MetricDescription metric)
    {
        if (family.HasToldOfTwin)
            return;

        family.HasToldOfTwin = true;
        Tell(
            $"{Text(metric)} has series that are one to Prometheus, in {family.Name.Whole}: with their names translated they have the same labels. "
            + $"The first is on the page. Rename a tag or the metric, AddView(\"{metric.Name}\", v => v.Rename(...)), or leave ScopeLabels on.");
    }

    private void TellOfNegative(Family family, MetricDescription metric)
    {
        if (family.HasToldOfNegative)
            return;

        family.HasToldOfNegative = true;
        Tell($"{Text(metric)} is below 0, which a counter of Prometheus can't be: it is left out. Make it an instrument that goes up and down.");
    }

    private static string Remedy(MetricDescription metric) => $"Give one another name: AddView(\"{metric.Name}\", v => v.Rename(...)).";
}
