using System.Diagnostics;
using System.Runtime.CompilerServices;
using static Instrumentation.Export.Otlp.ProtobufWire;

namespace Instrumentation.Export.Otlp;

/// <summary>
/// Attributes as most are: with a key of ASCII and a short text, a number or a flag, so that all lengths are known first and are of one byte. They are written
/// to where there is room for the longest.
/// </summary>
internal static class ShortAttribute
{
    /// <summary>How many bytes one has at most.</summary>
    public const int MaxSize = 2 + MaxContent;

    /// <summary>How many characters the key and the text have together at most.</summary>
    public const int MaxText = MaxContent - 6;

    /// <summary>How many characters the key of a number has at most.</summary>
    public const int MaxKey = MaxContent - 5 - MaxVarint;

    // What a length of one byte tells.
    private const int MaxContent = 127;

    // Tag and length of the attribute, and of its key.
    private const int HeadSize = 4;

    // Tag and length of the value, and the tag of what it is.
    private const int ValueHeadSize = 3;

    private const uint KeyTag = (1 << 3) | (uint)WireType.Length;
    private const uint ValueTag = (2 << 3) | (uint)WireType.Length;
    private const uint TextTag = (1 << 3) | (uint)WireType.Length;
    private const uint FlagTag = (2 << 3) | (uint)WireType.Varint;
    private const uint WholeTag = (3 << 3) | (uint)WireType.Varint;
    private const uint RealTag = (4 << 3) | (uint)WireType.Fixed64;

    /// <summary>Writes one whose value is text.</summary>
    /// <returns>Of how many bytes it is; 0 if it is not ASCII.</returns>
    public static int Text(ref byte to, int field, ReadOnlySpan<char> key, ReadOnlySpan<char> text)
    {
        ref var value = ref ValueAt(ref to, key);
        if (!Utf8Text.TryWriteAscii(key, ref Unsafe.Add(ref to, HeadSize)) || !Utf8Text.TryWriteAscii(text, ref Unsafe.Add(ref value, ValueHeadSize + 1)))
            return 0;

        Put(ref value, ValueTag | ((uint)(text.Length + 2) << 8) | (TextTag << 16) | ((uint)text.Length << 24));
        return PutHead(ref to, field, key, ValueHeadSize + 1 + text.Length);
    }

    /// <summary>Writes one whose value is a whole number.</summary>
    /// <returns>Of how many bytes it is; 0 if its key is not ASCII.</returns>
    public static int Whole(ref byte to, int field, ReadOnlySpan<char> key, long number)
    {
        if (!Utf8Text.TryWriteAscii(key, ref Unsafe.Add(ref to, HeadSize)))
            return 0;

        ref var value = ref ValueAt(ref to, key);
        var length = Varint(ref Unsafe.Add(ref value, ValueHeadSize), (ulong)number);
        Put(ref value, (ushort)(ValueTag | ((uint)(length + 1) << 8)));
        Unsafe.Add(ref value, 2) = (byte)WholeTag;
        return PutHead(ref to, field, key, ValueHeadSize + length);
    }

    /// <summary>Writes one whose value is a real number.</summary>
    /// <returns>Of how many bytes it is; 0 if its key is not ASCII.</returns>
    public static int Real(ref byte to, int field, ReadOnlySpan<char> key, double number)
    {
        if (!Utf8Text.TryWriteAscii(key, ref Unsafe.Add(ref to, HeadSize)))
            return 0;

        ref var value = ref ValueAt(ref to, key);
        Put(ref value, ValueTag | ((sizeof(double) + 1) << 8) | (RealTag << 16));
        Put(ref Unsafe.Add(ref value, ValueHeadSize), BitConverter.DoubleToInt64Bits(number));
        return PutHead(ref to, field, key, ValueHeadSize + sizeof(double));
    }

    /// <summary>Writes one whose value is a flag.</summary>
    /// <returns>Of how many bytes it is; 0 if its key is not ASCII.</returns>
    public static int Flag(ref byte to, int field, ReadOnlySpan<char> key, bool flag)
    {
        if (!Utf8Text.TryWriteAscii(key, ref Unsafe.Add(ref to, HeadSize)))
            return 0;

        Put(ref ValueAt(ref to, key), ValueTag | (2 << 8) | (FlagTag << 16) | (flag ? 1U << 24 : 0));
        return PutHead(ref to, field, key, ValueHeadSize + 1);
    }

    private static ref byte ValueAt(ref byte to, ReadOnlySpan<char> key) => ref Unsafe.Add(ref to, HeadSize + key.Length);

    private static int PutHead(ref byte to, int field, ReadOnlySpan<char> key, int value)
    {
        Debug.Assert(field < 16, "The tags of attributes are of one byte.");
        var tag = (uint)(field << 3) | (uint)WireType.Length;
        Put(ref to, tag | ((uint)(2 + key.Length + value) << 8) | (KeyTag << 16) | ((uint)key.Length << 24));
        return HeadSize + key.Length + value;
    }
}
