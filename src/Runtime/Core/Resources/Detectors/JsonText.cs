using System.Globalization;
using System.Text.Json;

namespace Instrumentation.Resources.Detectors;

/// <summary>An object of JSON that comes from outside: what it does not have, or has in another shape, is not there.</summary>
/// <param name="document">The object; null where there was none.</param>
internal sealed class JsonText(JsonDocument? document) : IDisposable
{
    /// <summary>Reads an object; a text that is none has no values.</summary>
    public static JsonText Parse(string text)
    {
        try
        {
            return new(JsonDocument.Parse(text));
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            // No JSON, or no text: half a surrogate pair.
            return new(null);
        }
    }

    /// <summary>A member that is a text or a whole number, as text.</summary>
    public string? ValueOf(string name)
    {
        if (document is not { RootElement: { ValueKind: JsonValueKind.Object } root } || !root.TryGetProperty(name, out var value))
            return null;

        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number when value.TryGetInt64(out var number) => number.ToString(CultureInfo.InvariantCulture),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is no text.
            return null;
        }
    }

    public void Dispose() => document?.Dispose();
}
