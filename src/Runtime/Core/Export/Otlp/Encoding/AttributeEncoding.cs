using Instrumentation.Tracing;

namespace Instrumentation.Export.Otlp;

/// <summary>Writes attributes.</summary>
internal static class AttributeEncoding
{
    // A key's and a value's own tags and lengths.
    private const int Heads = 16;

    /// <summary>Writes one. It is left out if it has no key, or a value that has no text.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool TryWrite<TWriter>(ref TWriter to, int field, string? key, object? value)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        if (key is null)
            return false;

        var start = to.Position;
        var bound = ValueEncoding.BoundOf(value);
        var attribute = to.BeginItem(field, bound == OtlpMessage.Unbounded ? bound : bound + (3L * key.Length) + Heads);
        to.Text(1, "key"u8, key);
        var holder = to.Begin(2, "value"u8, bound);
        if (!ValueEncoding.TryWrite(ref to, value))
        {
            to.Rewind(start);
            return false;
        }

        to.End(holder);
        to.End(attribute);
        return true;
    }

    /// <summary>Writes those of a resource, a scope, a point or an exemplar.</summary>
    public static void Write<TWriter>(ref TWriter to, int field, ReadOnlySpan<byte> name, IEnumerable<KeyValuePair<string, object?>> tags)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var list = to.BeginList(name);
        foreach (var (key, value) in tags)
            TryWrite(ref to, field, key, value);
        to.EndList(list);
    }

    /// <summary>Writes those of an event or a link, and how many are left out.</summary>
    public static void Write<TWriter>(ref TWriter to, int field, LimitedTags tags)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var dropped = tags.Dropped;
        var list = to.BeginList("attributes"u8);
        foreach (var (key, value) in tags)
            dropped += TryWrite(ref to, field, key, value) ? 0 : 1;
        to.EndList(list);
        if (dropped > 0)
            to.Number(field + 1, "droppedAttributesCount"u8, (uint)dropped);
    }
}
