using System.Globalization;

namespace Instrumentation.Resources;

/// <summary>What an attribute's value may be: a text, a boolean, a 64-bit integer, a double, or an array of one of these.</summary>
internal static class AttributeValue
{
    /// <summary>The value as one of the types that attributes have.</summary>
    /// <exception cref="ArgumentException">It can't be.</exception>
    public static object Of(string key, object? value) => value switch
    {
        string or bool or long or double => value,
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float single => (double)single,
        null => throw new ArgumentException($"The attribute {key} has no value."),
        _ => ArrayOf(value) ?? throw new ArgumentException(
            $"The attribute {key} has a value of the type {value.GetType()}; values are texts, booleans, integers, floating-point numbers, and arrays of these."),
    };

    private static object? ArrayOf(object value) =>
        Items<string>(value)?.ToArray()
        ?? Items<bool>(value)?.ToArray()
        ?? Items<long>(value)?.ToArray()
        ?? Items<int>(value)?.Select(static number => (long)number).ToArray()
        ?? Items<double>(value)?.ToArray()
        ?? (object?)Items<float>(value)?.Select(static number => (double)number).ToArray();

    // To the runtime an array of unsigned or enumeration values is one of integers too: the elements' type has to be asked for.
    private static IEnumerable<T>? Items<T>(object value) =>
        value is IEnumerable<T> items && (value is not Array || value.GetType() == typeof(T[])) ? items : null;
}
