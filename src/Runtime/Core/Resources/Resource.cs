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
}
