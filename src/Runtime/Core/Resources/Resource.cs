using Instrumentation.Diagnostics;
using Instrumentation.Metrics;

namespace Instrumentation.Resources;

/// <summary>
/// What all telemetry of a process comes from: its service, host, process and so on, by the semantic conventions' names. Specification: Resource SDK.
/// </summary>
public sealed class Resource
{
    internal Resource(TagSet attributes, string? schemaUrl)
    {
        Attributes = attributes;
        SchemaUrl = schemaUrl;
    }

    /// <summary>A resource that says nothing.</summary>
    public static Resource Empty { get; } = new(TagSet.Empty, null);

    /// <summary>Its attributes, sorted by key, each key once.</summary>
    public TagSet Attributes { get; }

    /// <summary>The URL of the schema that the attributes keep to, if they keep to one.</summary>
    public string? SchemaUrl { get; }

    /// <summary>Makes a resource.</summary>
    /// <param name="attributes">
    /// Its attributes: texts, booleans, numbers, and arrays of one of these. Of those with the same key the last one counts. The arrays are copied.
    /// </param>
    /// <param name="schemaUrl">The URL of the schema that they keep to; null or empty where they keep to none.</param>
    /// <returns>The resource.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="attributes"/> is null.</exception>
    /// <exception cref="ArgumentException">A key is null, empty or white space, or a value of a type that attributes can't have.</exception>
    public static Resource Create(IEnumerable<KeyValuePair<string, object>> attributes, string? schemaUrl = null)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var last = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in attributes)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(key, nameof(attributes));
            last[key] = AttributeValue.Of(key, value);
        }

        return Of(last, string.IsNullOrEmpty(schemaUrl) ? null : schemaUrl);
    }

    /// <summary>
    /// Merges two resources: the result has the attributes of both, and where both have a key, that of <paramref name="updating"/>, even if empty.
    /// </summary>
    /// <param name="updating">The resource that wins.</param>
    /// <returns>
    /// The merged resource. Its schema is that of the two resources, or of the one that has one; where they have different ones it has none, and that
    /// is told.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="updating"/> is null.</exception>
    public Resource Merge(Resource updating)
    {
        ArgumentNullException.ThrowIfNull(updating);
        return Merge([this, updating]);
    }

    /// <summary>Merges resources, each of which wins over those before it.</summary>
    internal static Resource Merge(IReadOnlyList<Resource> resources)
    {
        var merged = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            foreach (var (key, value) in resource.Attributes.Items)
                merged[key] = value;
        }

        var schemas = resources.Select(static resource => resource.SchemaUrl).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (schemas.Count > 1)
            Faults.Warn($"Resources of different schemas were merged, {string.Join(", ", schemas)}; the result has none.");
        return Of(merged, schemas.Count == 1 ? schemas[0] : null);
    }

    private static Resource Of(Dictionary<string, object?> attributes, string? schemaUrl)
    {
        if (attributes.Count == 0 && schemaUrl is null)
            return Empty;

        string[] keys = [.. attributes.Keys];
        Array.Sort(keys, StringComparer.Ordinal);
        return new(new TagSet(Array.ConvertAll(keys, key => KeyValuePair.Create(key, attributes[key]))), schemaUrl);
    }
}
