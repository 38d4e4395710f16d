using Instrumentation.Diagnostics;
using Instrumentation.Metrics;
using Instrumentation.Resources;

namespace Instrumentation.Export.Prometheus;

/// <summary>Makes labels of tags. Specification: Prometheus and OpenMetrics Compatibility, Metric Attributes and Instrumentation Scope.</summary>
/// <param name="options">What is on the page.</param>
/// <param name="escaping">What becomes of names that the scraper can't read.</param>
internal sealed class LabelStyle(PrometheusExporterOptions options, NameEscaping escaping)
{
    private const string Scope = "otel_scope_";

    /// <summary>The label of a tag; a tag without a value has none.</summary>
    public void Add(List<Label> to, string key, object? value)
    {
        if (LabelValue.Of(value) is { Length: > 0 } text)
            to.Add(new(key, LabelName.Of(key, options.Translation, escaping), text));
    }

    public void Add(List<Label> to, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
            Add(to, key, value);
    }

    /// <summary>What all series say of where they come from.</summary>
    public IReadOnlyList<Label> OfResource(Resource resource)
    {
        var labels = new List<Label>();
        if (options.ResourceLabels is not { } isLabel)
            return labels;

        try
        {
            foreach (var (key, value) in resource.Attributes.Items)
            {
                if (isLabel(key))
                    Add(labels, key, value);
            }
        }
        catch (Exception fault)
        {
            Faults.Report("choosing the resource's attributes that are labels on the Prometheus page", fault);
        }

        return labels;
    }

    /// <summary>What all series of a meter have in common. A meter's tag never stands for its name, version or schema.</summary>
    public void AddScope(List<Label> to, MeterScope scope)
    {
        if (!options.ScopeLabels)
            return;

        var own = new List<Label>();
        Add(own, Scope + "name", scope.Name);
        Add(own, Scope + "version", scope.Version);
        Add(own, Scope + "schema_url", scope.SchemaUrl);
        string[] taken = [.. new[] { "name", "version", "schema_url" }.Select(name => LabelName.Of(Scope + name, options.Translation, escaping))];
        to.AddRange(own);
        foreach (var (key, value) in scope.Tags.Items)
        {
            if (!taken.Contains(LabelName.Of(Scope + key, options.Translation, escaping)))
                Add(to, Scope + key, value);
        }
    }
}
