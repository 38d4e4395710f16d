using System.Text;

namespace Instrumentation.Context.Carriers;

/// <summary>The properties of a message: what was sent as a string comes back as one, or as its bytes, as brokers like it.</summary>
internal readonly struct MessageProperties(IDictionary<string, object?> properties) : IHeaders
{
    public string? Find(string name) => properties.TryGetValue(name, out var value)
        ? value switch
        {
            string text => text,
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            ReadOnlyMemory<byte> bytes => Encoding.UTF8.GetString(bytes.Span),
            _ => null,
        }
        : null;
}
