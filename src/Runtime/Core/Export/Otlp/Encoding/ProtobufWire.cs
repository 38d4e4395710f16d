using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Instrumentation.Export.Otlp;

/// <summary>
/// What protobuf is made of: tags, lengths and numbers. Who writes has asked for room once for all that it writes at once, so that nothing is checked here.
/// </summary>
internal static class ProtobufWire
{
    /// <summary>How many bytes a number of variable length has at most.</summary>
    public const int MaxVarint = 10;

    /// <summary>How many bytes a length has that is not above the bound: one, two or four, which is enough for any request.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Width(long bound) => bound < 1 << 7 ? 1 : bound < 1 << 14 ? 2 : 4;

    /// <summary>Writes a length, of so many bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PutLength(ref byte to, int length, int width)
    {
        if (width == 1)
            to = (byte)length;
        else if (width == 2)
            Put(ref to, (ushort)((length & 0x7F) | 0x80 | ((length & 0x3F80) << 1)));
        else
            Put(ref to, 0x808080U | Sevens(length));
    }

    /// <summary>Writes a field's tag.</summary>
    /// <returns>Of how many bytes it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Tag(ref byte to, int field, WireType type)
    {
        var tag = (field << 3) | (int)type;
        if (field < 16)
        {
            to = (byte)tag;
            return 1;
        }

        Put(ref to, (ushort)((tag & 0x7F) | 0x80 | (tag >> 7 << 8)));
        return 2;
    }

    /// <summary>Of how many bytes a number of variable length is.</summary>
    public static int VarintLength(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;

    /// <summary>Writes a number of variable length.</summary>
    /// <returns>Of how many bytes it is.</returns>
    public static int Varint(Span<byte> to, ulong value) => Varint(ref MemoryMarshal.GetReference(to[..MaxVarint]), value);

    /// <summary>Writes a number of variable length where there is room for the longest.</summary>
    /// <returns>Of how many bytes it is.</returns>
    public static int Varint(ref byte to, ulong value)
    {
        var length = 0;
        while (value > 0x7F)
        {
            Unsafe.Add(ref to, length++) = (byte)(value | 0x80);
            value >>= 7;
        }

        Unsafe.Add(ref to, length) = (byte)value;
        return length + 1;
    }

    /// <summary>Writes a number of two, four or eight bytes, the lowest first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put<TNumber>(ref byte to, TNumber value)
        where TNumber : unmanaged, IBinaryInteger<TNumber>
    {
        if (BitConverter.IsLittleEndian)
            Unsafe.WriteUnaligned(ref to, value);
        else
            value.WriteLittleEndian(MemoryMarshal.CreateSpan(ref to, Unsafe.SizeOf<TNumber>()));
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
    private static uint Sevens(int length) => (uint)((length & 0x7F) | ((length << 1) & 0x7F00) | ((length << 2) & 0x7F0000) | ((length << 3) & 0x7F000000));
}

/// <summary>How a field's value is written.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    Fixed32 = 5,
}
