using System.ComponentModel;
using System.Globalization;

namespace Instrumentation.Instruments;

/// <summary>
/// Turns a value of user code into the value of a tag: booleans and numbers as they are, small ones from a cache of boxes, strings and
/// arrays as they are, all else as text in the invariant culture.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TagValue
{
    private const int FirstSmall = -1;
    private const int LastSmall = 1023;

    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly object[] SmallInts = BoxAll(static i => i);
    private static readonly object[] SmallLongs = BoxAll(static i => (long)i);

    /// <summary>A boolean; never allocates.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The tag's value.</returns>
    public static object Of(bool value) => value ? True : False;

    /// <summary>A boolean by its index among false and true.</summary>
    /// <param name="index">The index; any other stands for no tag.</param>
    /// <returns>The tag's value; null for no tag.</returns>
    public static object? OfBoolean(int index) => index switch
    {
        0 => False,
        1 => True,
        _ => null,
    };

    /// <summary>An integer; from -1 to 1023 it does not allocate.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The tag's value.</returns>
    public static object Of(int value) => value is >= FirstSmall and <= LastSmall ? SmallInts[value - FirstSmall] : value;

    /// <summary>An integer; from -1 to 1023 it does not allocate.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The tag's value.</returns>
    public static object Of(long value) => value is >= FirstSmall and <= LastSmall ? SmallLongs[value - FirstSmall] : value;

    /// <summary>A string.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The tag's value.</returns>
    public static object? Of(string? value) => value;

    /// <summary>Any other value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The tag's value; null when the value is null or its <c>ToString</c> throws.</returns>
    public static object? Of<T>(T value)
    {
        try
        {
            return value switch
            {
                null => null,
                string or double or float or byte or sbyte or short or ushort or uint or ulong => value,
                bool flag => Of(flag),
                int number => Of(number),
                long number => Of(number),
                Enum text => EnumText.Of(text),
                string?[] or bool[] or int[] or long[] or double[] => value,
                DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                _ => value.ToString(),
            };
        }
        catch (Exception fault)
        {
            Diagnostics.Faults.Report($"reading a tag of type {typeof(T)}", fault);
            return null;
        }
    }

    private static object[] BoxAll(Func<int, object> box)
    {
        var boxes = new object[LastSmall - FirstSmall + 1];
        for (var i = 0; i < boxes.Length; i++)
            boxes[i] = box(i + FirstSmall);
        return boxes;
    }
}
