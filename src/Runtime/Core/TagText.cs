using System.Collections;
using System.Globalization;
using System.Text;
using Instrumentation.Instruments;

namespace Instrumentation;

/// <summary>The text of a tag's value: invariant culture, arrays in brackets. A value whose own <c>ToString</c> throws has none.</summary>
internal static class TagText
{
    /// <summary>The text of a value; of an array, as many elements as fit into about <paramref name="limit"/> characters.</summary>
    public static string Of(object? value, int limit = int.MaxValue) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        Array array => OfArray(array, limit),
        _ => TagValue.Of(value) switch
        {
            null => "",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            var other => other.ToString() ?? "",
        },
    };

    private static string OfArray(Array array, int limit)
    {
        var text = new StringBuilder("[");
        foreach (var element in (IEnumerable)array)
        {
            if (text.Length > 1)
                text.Append(", ");
            if (text.Length > limit)
                break;

            // An array inside an array has no meaning in telemetry, and one that contains itself no end.
            text.Append(element is Array ? "[…]" : Of(element, limit));
        }

        return text.Append(']').ToString();
    }
}
