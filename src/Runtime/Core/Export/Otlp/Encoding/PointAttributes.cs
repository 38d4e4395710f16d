using Instrumentation.Metrics;

namespace Instrumentation.Export.Otlp;

/// <summary>Writes the tags of a kind of points: those of a series once, since they stay the same.</summary>
/// <typeparam name="TWriter">The format.</typeparam>
internal sealed class PointAttributes<TWriter>
    where TWriter : struct, IOtlpWriter<TWriter>
{
    public static readonly PointAttributes<TWriter> OfNumber = new(7);
    public static readonly PointAttributes<TWriter> OfHistogram = new(9);
    public static readonly PointAttributes<TWriter> OfExponentialHistogram = new(1);

    private readonly Func<TagSet, byte[]> _write;

    private PointAttributes(int field) =>
        _write = tags => Fragment.Of(tags, (ref TWriter to, TagSet set) => AttributeEncoding.Write(ref to, field, "attributes"u8, set.Items));

    /// <summary>The fields that tell the tags.</summary>
    public byte[] Of(TagSet tags) => tags.FormOf(this, _write);
}
