using System.Buffers.Binary;
using System.Numerics;

namespace Instrumentation.Export.Delivery.Disk;

/// <summary>The checksum of RFC 3720 (Castagnoli), for which processors have an instruction.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of bytes.</summary>
    /// <param name="bytes">What it is of.</param>
    /// <param name="before">The checksum of what comes before them: that of both together is the answer.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        var crc = ~before;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var octet in bytes)
            crc = BitOperations.Crc32C(crc, octet);
        return ~crc;
    }
}
