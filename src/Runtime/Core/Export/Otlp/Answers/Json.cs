using System.Globalization;
using System.Text.Json;

namespace Instrumentation.Export.Otlp;

/// <summary>Reads JSON of others: what is none is null, and nothing is thrown.</summary>
internal static class Json
{
    /// <summary>Reads an object; null if it is none. It is the caller's to keep: nothing has to be disposed.</summary>
    public static JsonElement? TryParse(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            return JsonElement.TryParseValue(ref reader, out var element) && element?.ValueKind == JsonValueKind.Object ? element : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    /// <summary>A 64-bit number: protobuf writes it as a string, and many a receiver as a number.</summary>
    public static long? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
