using System.Text;

namespace Instrumentation.Context.Carriers;

/// <summary>The properties of a message: what was sent as a string comes back as one, or as its bytes, as brokers like it.</summary>
internal readonly struct MessageProperties(IDictionary<string, object?> properties) : IHeaders
{
    public string? Find(string name) => properties.TryGetValue(name, out var value) ? Text(value) : null;

    /// <summary>The text that a property's value stands for; null for a value of any other kind.</summary>
    public static string? Text(object? value) => value switch
    {
        string text => text,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        ReadOnlyMemory<byte> bytes => Encoding.UTF8.GetString(bytes.Span),
        _ => null,
    };
}
