using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Instrumentation.Export.Otlp;

/// <summary>Reads ids of traces and spans, which the platform keeps as lower-case hexadecimal digits.</summary>
internal static class HexId
{
    private const int DigitsAtOnce = 16;

    /// <summary>The bytes of an id. What is no digit becomes some byte: an id is the platform's, and was looked at when it was made.</summary>
    public static void Decode(ReadOnlySpan<char> hex, Span<byte> to)
    {
        for (; hex.Length >= DigitsAtOnce; hex = hex[DigitsAtOnce..], to = to[(DigitsAtOnce / 2)..])
            Decode16(MemoryMarshal.Cast<char, ushort>(hex)).CopyTo(to);
    }

    // The low four bits of a digit are its value, and those of a letter its value less 9; bit 6 tells a letter.
    private static Vector64<byte> Decode16(ReadOnlySpan<ushort> hex)
    {
        var digits = Vector128.Narrow(Vector128.Create(hex), Vector128.Create(hex[(DigitsAtOnce / 2)..]));
        var isLetter = Vector128.ShiftRightLogical(digits, 6) & Vector128<byte>.One;
        var pairs = ((digits & Vector128.Create((byte)0x0F)) + (isLetter * 9)).AsUInt16();
        var bytes = BitConverter.IsLittleEndian ? (pairs << 4) | (pairs >>> 8) : (pairs >>> 4) | pairs;
        return Vector128.Narrow(bytes & Vector128.Create((ushort)0xFF), Vector128<ushort>.Zero).GetLower();
    }
}
