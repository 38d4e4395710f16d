using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Instrumentation.Export.Prometheus;

/// <summary>The values of tags as text; arrays as JSON. Specification: Common, AnyValue representation for non-OTLP protocols.</summary>
internal static class LabelValue
{
    // It stands in no page of HTML.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(object? value) => value is Array array ? OfArray(array) : TagText.Of(value);

    private static string OfArray(Array array)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Plain))
        {
            json.WriteStartArray();
            foreach (var element in array)
                Write(json, element);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void Write(Utf8JsonWriter json, object? element)
    {
        switch (element)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(TagText.Of(element));
                break;
        }
    }
}
