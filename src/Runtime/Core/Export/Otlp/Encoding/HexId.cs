using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Instrumentation.Export.Otlp;

/// <summary>Reads ids of traces and spans, which the platform keeps as lower-case hexadecimal digits.</summary>
internal static class HexId
{
    /// <summary>The id of no span.</summary>
    public const string NoSpan = "0000000000000000";

    private const int DigitsAtOnce = 16;

    /// <summary>The bytes of an id. What is no digit becomes some byte: an id is the platform's, and was looked at when it was made.</summary>
    public static void Decode(ReadOnlySpan<char> hex, Span<byte> to)
    {
        for (; hex.Length >= DigitsAtOnce; hex = hex[DigitsAtOnce..], to = to[(DigitsAtOnce / 2)..])
            MemoryMarshal.Write(to, Decode16(MemoryMarshal.Cast<char, ushort>(hex)));
    }

    // Eight bytes, as they lie in memory. Letters lie 39 above the place behind the digits.
    private static ulong Decode16(ReadOnlySpan<ushort> hex)
    {
        var digits = Vector128.Narrow(Vector128.Create(hex), Vector128.Create(hex[(DigitsAtOnce / 2)..]));
        var gap = Vector128.GreaterThan(digits, Vector128.Create((byte)'9')) & Vector128.Create((byte)('a' - '9' - 1));
        var pairs = (digits - gap - Vector128.Create((byte)'0')).AsUInt16();
        var bytes = BitConverter.IsLittleEndian ? (pairs << 4) | (pairs >>> 8) : (pairs >>> 4) | pairs;
        return Vector128.Narrow(bytes & Vector128.Create((ushort)0xFF), Vector128<ushort>.Zero).AsUInt64().ToScalar();
    }
}
