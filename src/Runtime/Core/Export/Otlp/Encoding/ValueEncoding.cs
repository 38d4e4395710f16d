using System.Globalization;
using Instrumentation.Instruments;

namespace Instrumentation.Export.Otlp;

/// <summary>Writes values of attributes, as <c>AnyValue</c>.</summary>
internal static class ValueEncoding
{
    /// <summary>More bytes than that a number does not have, its tag included.</summary>
    public const int MaxNumber = 11;

    // Enough for every number, date and identifier of the platform.
    private const int MaxFormatted = 64;

    /// <summary>More bytes than that a value does not have.</summary>
    public static long BoundOf(object? value) => value switch
    {
        string text => (3L * text.Length) + 5,
        null or bool or int or long or double => MaxNumber,
        _ => OtlpMessage.Unbounded,
    };

    /// <summary>Writes a value. One that is null has no field.</summary>
    /// <returns>False if it has no text, as its <c>ToString</c> threw or told nothing; nothing was written then.</returns>
    public static bool TryWrite<TWriter>(ref TWriter to, object? value)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        switch (value)
        {
            case null:
                return true;
            case string text:
                to.Text(1, "stringValue"u8, text);
                return true;
            case bool flag:
                to.Bool(2, "boolValue"u8, flag);
                return true;
            case int number:
                to.Whole(3, "intValue"u8, number);
                return true;
            case long number:
                to.Whole(3, "intValue"u8, number);
                return true;
            case double number:
                to.Real(4, "doubleValue"u8, number);
                return true;
            case float number:
                to.Real(4, "doubleValue"u8, number);
                return true;
            case byte or sbyte or short or ushort or uint or ulong and <= long.MaxValue:
                to.Whole(3, "intValue"u8, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                return true;
            case Array array:
                ArrayEncoding.Write(ref to, array);
                return true;
            default:
                return TryWriteText(ref to, value);
        }
    }

    private static bool TryWriteText<TWriter>(ref TWriter to, object value)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        Span<char> room = stackalloc char[MaxFormatted];
        if (TryFormat(value, room, out var length))
            to.Text(1, "stringValue"u8, room[..length]);
        else if (TagValue.Of(value) is string text)
            to.Text(1, "stringValue"u8, text);
        else
            return false;

        return true;
    }

    // The same text as TagValue's, without making it a string. What goes wrong here is told by TagValue, which tries again.
    private static bool TryFormat(object value, Span<char> room, out int length)
    {
        length = 0;
        try
        {
            return value is ISpanFormattable formattable and not Enum
                && formattable.TryFormat(room, out length, value is DateTime or DateTimeOffset ? "O" : "", CultureInfo.InvariantCulture)
                && (uint)length <= (uint)room.Length;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
