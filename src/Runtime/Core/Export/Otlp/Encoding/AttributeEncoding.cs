using Instrumentation.Tracing;

namespace Instrumentation.Export.Otlp;

/// <summary>Writes attributes.</summary>
internal static class AttributeEncoding
{
    /// <summary>Writes one. It is left out if it has no key, or a value that has no text.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool TryWrite<TWriter>(ref TWriter to, int field, string? key, object? value)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        if (key is null)
            return false;
        switch (value)
        {
            case string text:
                to.TextAttribute(field, key, text);
                return true;
            case int number:
                to.WholeAttribute(field, key, number);
                return true;
            case bool flag:
                to.BoolAttribute(field, key, flag);
                return true;
            case long number:
                to.WholeAttribute(field, key, number);
                return true;
            case double number:
                to.RealAttribute(field, key, number);
                return true;
        }

        var start = to.Position;
        var attribute = to.BeginAttribute(field, key, ValueEncoding.BoundOf(value));
        if (!ValueEncoding.TryWrite(ref to, value))
        {
            to.Rewind(start);
            return false;
        }

        to.EndAttribute(attribute);
        return true;
    }

    /// <summary>Writes those of a resource, a scope, a point or an exemplar.</summary>
    public static void Write<TWriter>(ref TWriter to, int field, ReadOnlySpan<byte> name, ReadOnlySpan<KeyValuePair<string, object?>> tags)
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
