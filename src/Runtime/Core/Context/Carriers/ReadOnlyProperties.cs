namespace Instrumentation.Context.Carriers;

/// <summary>The properties of a message that can only be read.</summary>
internal readonly struct ReadOnlyProperties(IReadOnlyDictionary<string, object?> properties) : IHeaders
{
    public string? Find(string name) => properties.TryGetValue(name, out var value) ? MessageProperties.Text(value) : null;
}
