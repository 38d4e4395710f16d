using System.Numerics;

namespace Instrumentation.Export.Otlp;

/// <summary>Writes arrays: bytes as bytes, all others as a list of values.</summary>
internal static class ArrayEncoding
{
    // An array inside an array has no meaning in telemetry, and one that contains itself no end.
    private const string Nested = "[…]";

    /// <summary>Writes an array as the field of a value.</summary>
    public static void Write<TWriter>(ref TWriter to, Array array)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        // To the runtime an array of enumeration values, or of unsigned numbers, is one of numbers too.
        var type = array.GetType();
        if (type == typeof(byte[]))
        {
            to.Bytes(7, "bytesValue"u8, (byte[])array);
            return;
        }

        var message = to.Begin(5, "arrayValue"u8, OtlpMessage.Unbounded);
        var list = to.BeginList("values"u8);
        if (array is string?[] texts)
            WriteTexts(ref to, texts);
        else if (array is bool[] flags)
            WriteFlags(ref to, flags);
        else if (array is double[] reals)
            WriteReals(ref to, reals);
        else if (array is float[] floats)
            WriteReals(ref to, floats);
        else if (type == typeof(long[]))
            WriteWholes(ref to, (long[])array);
        else if (type == typeof(int[]))
            WriteWholes(ref to, (int[])array);
        else if (type == typeof(uint[]))
            WriteWholes(ref to, (uint[])array);
        else if (type == typeof(short[]))
            WriteWholes(ref to, (short[])array);
        else if (type == typeof(ushort[]))
            WriteWholes(ref to, (ushort[])array);
        else if (type == typeof(sbyte[]))
            WriteWholes(ref to, (sbyte[])array);
        else
            WriteObjects(ref to, array);
        to.EndList(list);
        to.End(message);
    }

    private static void WriteTexts<TWriter>(ref TWriter to, string?[] texts)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        foreach (var text in texts)
            WriteElement(ref to, text);
    }

    private static void WriteFlags<TWriter>(ref TWriter to, bool[] flags)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        foreach (var flag in flags)
        {
            var element = to.BeginItem(1, ValueEncoding.MaxNumber);
            to.Bool(2, "boolValue"u8, flag);
            to.End(element);
        }
    }

    private static void WriteReals<TWriter, TNumber>(ref TWriter to, TNumber[] numbers)
        where TWriter : struct, IOtlpWriter<TWriter>
        where TNumber : struct, IFloatingPoint<TNumber>
    {
        foreach (var number in numbers)
        {
            var element = to.BeginItem(1, ValueEncoding.MaxNumber);
            to.Real(4, "doubleValue"u8, double.CreateTruncating(number));
            to.End(element);
        }
    }

    private static void WriteWholes<TWriter, TNumber>(ref TWriter to, TNumber[] numbers)
        where TWriter : struct, IOtlpWriter<TWriter>
        where TNumber : struct, IBinaryInteger<TNumber>
    {
        foreach (var number in numbers)
        {
            var element = to.BeginItem(1, ValueEncoding.MaxNumber);
            to.Whole(3, "intValue"u8, long.CreateTruncating(number));
            to.End(element);
        }
    }

    private static void WriteObjects<TWriter>(ref TWriter to, Array array)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        foreach (var element in array)
            WriteElement(ref to, element is Array ? Nested : element);
    }

    // One that has no text is empty, so that the others keep their places.
    private static void WriteElement<TWriter>(ref TWriter to, object? value)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var element = to.BeginItem(1, ValueEncoding.BoundOf(value));
        ValueEncoding.TryWrite(ref to, value);
        to.End(element);
    }
}
