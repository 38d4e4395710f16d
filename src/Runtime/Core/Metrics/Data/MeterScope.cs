using System.Diagnostics.Metrics;
using Instrumentation.Metrics.Streams;

namespace Instrumentation.Metrics;

/// <summary>The instrumentation scope of a metric: its meter's name, version, schema URL and tags.</summary>
public sealed class MeterScope : IEquatable<MeterScope>
{
    internal MeterScope(Meter meter)
    {
        Name = meter.Name;
        Version = meter.Version;
        SchemaUrl = meter.TelemetrySchemaUrl;
        Tags = TagSequence.Canonical(meter.Tags);
    }

    /// <summary>The meter's name.</summary>
    public string Name { get; }

    /// <summary>Its version, if it has one.</summary>
    public string? Version { get; }

    /// <summary>The URL of the schema that its telemetry keeps to, if it has one.</summary>
    public string? SchemaUrl { get; }

    /// <summary>Its tags.</summary>
    public TagSet Tags { get; }

    /// <inheritdoc/>
    public bool Equals(MeterScope? other) =>
        other is not null && Name == other.Name && Version == other.Version && SchemaUrl == other.SchemaUrl && TagSequence.AreEqual(Tags.Items, other.Tags.Items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MeterScope);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Version, SchemaUrl, Tags.Count);
}
