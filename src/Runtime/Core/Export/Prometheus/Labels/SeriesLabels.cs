using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>The labels of a series as they are written, which is done once.</summary>
/// <param name="tags">The series' tags.</param>
/// <param name="bytes">What is written.</param>
internal sealed class SeriesLabels(TagSet tags, byte[] bytes) : IEquatable<SeriesLabels>
{
    private readonly int _hash = Hash(bytes);

    public TagSet Tags => tags;

    public byte[] Bytes => bytes;

    public bool Equals(SeriesLabels? other) => other is not null && _hash == other._hash && bytes.AsSpan().SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => Equals(obj as SeriesLabels);

    public override int GetHashCode() => _hash;

    private static int Hash(byte[] bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }
}
