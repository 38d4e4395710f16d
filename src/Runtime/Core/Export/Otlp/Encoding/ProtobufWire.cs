using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Instrumentation.Export.Otlp;

/// <summary>What protobuf is made of: tags, lengths and numbers of variable length.</summary>
internal static class ProtobufWire
{
    /// <summary>How many bytes a number of variable length has at most.</summary>
    public const int MaxVarint = 10;

    /// <summary>How many bytes a length has that is not above the bound: one, two or four, which is enough for any request.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Width(long bound) => bound < 1 << 7 ? 1 : bound < 1 << 14 ? 2 : 4;

    /// <summary>Writes a length, of so many bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PutLength(Span<byte> to, int length, int width)
    {
        if (width == 1)
            to[0] = (byte)length;
        else if (width == 2)
            BinaryPrimitives.WriteUInt16LittleEndian(to, (ushort)((length & 0x7F) | 0x80 | ((length & 0x3F80) << 1)));
        else
            BinaryPrimitives.WriteInt32LittleEndian(to, 0x808080 | Sevens(length));
    }

    /// <summary>Writes a field's tag.</summary>
    /// <returns>Of how many bytes it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Tag(Span<byte> to, int field, WireType type)
    {
        var tag = (field << 3) | (int)type;
        if (field < 16)
        {
            to[0] = (byte)tag;
            return 1;
        }

        to[0] = (byte)(tag | 0x80);
        to[1] = (byte)(tag >> 7);
        return 2;
    }

    /// <summary>Of how many bytes a number of variable length is.</summary>
    public static int VarintLength(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;

    /// <summary>Writes a number of variable length.</summary>
    /// <returns>Of how many bytes it is.</returns>
    public static int Varint(Span<byte> to, ulong value)
    {
        var length = 0;
        while (value > 0x7F)
        {
            to[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        to[length] = (byte)value;
        return length + 1;
    }

    /// <summary>Reads a number of variable length, and goes on behind it.</summary>
    public static ulong ReadVarint(ref ReadOnlySpan<byte> from)
    {
        var value = 0UL;
        for (var i = 0; ; i++)
        {
            value |= (ulong)(from[i] & 0x7F) << (7 * i);
            if (from[i] < 0x80)
            {
                from = from[(i + 1)..];
                return value;
            }
        }
    }

    // Seven bits in each byte.
    private static int Sevens(int length) => (length & 0x7F) | ((length << 1) & 0x7F00) | ((length << 2) & 0x7F0000) | ((length << 3) & 0x7F000000);
}

/// <summary>How a field's value is written.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    Fixed32 = 5,
}
