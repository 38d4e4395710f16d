using System.Runtime.CompilerServices;
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
    /// <param name="hex">Its digits.</param>
    /// <param name="to">Room for them: half a byte a digit.</param>
    public static void Decode(ReadOnlySpan<char> hex, ref byte to)
    {
        ref var digits = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(hex));
        if (hex.Length == 2 * DigitsAtOnce)
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, DigitsAtOnce / 2), Decode16(ref Unsafe.Add(ref digits, DigitsAtOnce)));
        Unsafe.WriteUnaligned(ref to, Decode16(ref digits));
    }

    // Eight bytes, as they lie in memory. Letters lie 39 above the place behind the digits.
    private static ulong Decode16(ref ushort hex)
    {
        var digits = Vector128.Narrow(Vector128.LoadUnsafe(ref hex), Vector128.LoadUnsafe(ref hex, DigitsAtOnce / 2));
        var gap = Vector128.GreaterThan(digits, Vector128.Create((byte)'9')) & Vector128.Create((byte)('a' - '9' - 1));
        var pairs = (digits - gap - Vector128.Create((byte)'0')).AsUInt16();
        var bytes = BitConverter.IsLittleEndian ? (pairs << 4) | (pairs >>> 8) : (pairs >>> 4) | pairs;
        return Vector128.Narrow(bytes & Vector128.Create((ushort)0xFF), Vector128<ushort>.Zero).AsUInt64().ToScalar();
    }
}
