using System.Diagnostics.CodeAnalysis;

namespace Instrumentation.Integration.Tests.Prometheus;

/// <summary>A sample as others have read it.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The reader's answers are deserialized to it.")]
internal sealed record ReadSample(
    string Family, string Type, string Unit, string Help, string Name, Dictionary<string, string> Labels, string Value, ReadSample.OfExemplar? Exemplar)
{
    /// <summary>What Prometheus knows it by: a label without a value is none.</summary>
    public string Series => $"{Name}{{{string.Join(',', Labels
        .Where(static label => label.Value.Length > 0)
        .OrderBy(static label => label.Key, StringComparer.Ordinal)
        .Select(static label => $"{label.Key}={label.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)}"))}}}";

    [SuppressMessage("Performance", "CA1812", Justification = "The reader's answers are deserialized to it.")]
    internal sealed record OfExemplar(Dictionary<string, string> Labels, double Value);
}
