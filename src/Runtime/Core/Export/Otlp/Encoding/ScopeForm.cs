namespace Instrumentation.Export.Otlp;

/// <summary>
/// The scope of spans or metrics as it is written. Two sources are one scope if they have the same name, version, schema URL and attributes: that is,
/// the same bytes.
/// </summary>
/// <param name="Scope">The field that tells the scope.</param>
/// <param name="SchemaUrl">The field that tells its schema URL; empty if it has none.</param>
internal sealed record ScopeForm(byte[] Scope, byte[] SchemaUrl)
{
    public static ScopeForm Of<TWriter>(string name, string? version, string? schemaUrl, IEnumerable<KeyValuePair<string, object?>>? tags)
        where TWriter : struct, IOtlpWriter<TWriter> =>
        new(
            Fragment.Of(tags, (ref TWriter to, IEnumerable<KeyValuePair<string, object?>>? attributes) =>
            {
                var scope = to.Begin(1, "scope"u8, OtlpMessage.Unbounded);
                to.Text(1, "name"u8, name);
                if (version is { Length: > 0 })
                    to.Text(2, "version"u8, version);
                AttributeEncoding.Write(ref to, 3, "attributes"u8, [.. attributes ?? []]);
                to.End(scope);
            }),
            SchemaUrlField<TWriter>(schemaUrl));

    /// <summary>The field that tells the schema URL of a resource or of a scope.</summary>
    public static byte[] SchemaUrlField<TWriter>(string? url)
        where TWriter : struct, IOtlpWriter<TWriter> =>
        url is { Length: > 0 } ? Fragment.Of(url, static (ref TWriter to, string text) => to.Text(3, "schemaUrl"u8, text)) : [];

    /// <summary>Whether it is the same scope.</summary>
    public bool IsSame(ScopeForm other) => Scope.AsSpan().SequenceEqual(other.Scope) && SchemaUrl.AsSpan().SequenceEqual(other.SchemaUrl);
}
