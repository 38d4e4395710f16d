using Instrumentation.Diagnostics;
using Instrumentation.Metrics;
using Instrumentation.Resources;

namespace Instrumentation.Export.Prometheus;

/// <summary>Makes labels of tags. Specification: Prometheus and OpenMetrics Compatibility, Metric Attributes and Instrumentation Scope.</summary>
/// <param name="options">What is on the page.</param>
/// <param name="escaping">What becomes of names that the scraper can't read.</param>
internal class LabelStyle(PrometheusExporterOptions options, NameEscaping escaping)
{
    private const string Scope = "otel_scope_";

    // Keys come from code, so that there are few. Should there be more, they are translated again.
    private const int MaxNames = 1_000;

    private static readonly string[] Own = ["name", "version", "schema_url"];

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The label of a tag; a tag without a value has none.</summary>
    public void Add(List<Label> to, string key, object? value)
    {
        if (LabelValue.Of(value) is { Length: > 0 } text)
            to.Add(new(key, NameOf(key), text));
    }

    public void Add(List<Label> to, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
            Add(to, key, value);
    }

    /// <summary>What all series say of where they come from.</summary>
    public virtual IReadOnlyList<Label> OfResource(Resource resource)
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

    /// <summary>What is told of the resource in <c>target_info</c>.</summary>
    public virtual List<Label> OfTarget(Resource resource)
    {
        var labels = new List<Label>();
        Add(labels, resource.Attributes.Items);
        return labels;
    }

    /// <summary>What all series of a meter have in common. A meter's tag never stands for its name, version or schema.</summary>
    public void AddScope(List<Label> to, MeterScope scope)
    {
        if (!options.ScopeLabels)
            return;

        Add(to, Scope + "name", scope.Name);
        Add(to, Scope + "version", scope.Version);
        Add(to, Scope + "schema_url", scope.SchemaUrl);
        string[] taken = [.. Own.Select(name => NameOf(Scope + name))];
        foreach (var (key, value) in scope.Tags.Items)
        {
            if (!taken.Contains(NameOf(Scope + key)))
                Add(to, Scope + key, value);
        }
    }

    /// <summary>What the label of a tag is called.</summary>
    protected virtual string Translate(string key) => LabelName.Of(key, options.Translation, escaping);

    private string NameOf(string key)
    {
        if (_names.TryGetValue(key, out var known))
            return known;

        if (_names.Count >= MaxNames)
            _names.Clear();
        return _names[key] = Translate(key);
    }
}
