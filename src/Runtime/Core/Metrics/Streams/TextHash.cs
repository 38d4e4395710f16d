using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Instrumentation.Metrics.Streams;

/// <summary>
/// A hash of tags' values: fast, since it is taken at each measurement, and of another seed in each process, since values may be hostile. Sixteen bytes
/// cost one multiplication.
/// </summary>
internal static class TextHash
{
    private static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
    private static readonly ulong OtherSeed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    /// <summary>Adds a text to a hash.</summary>
    public static ulong Add(ulong hash, string text)
    {
        var bytes = MemoryMarshal.AsBytes(text.AsSpan());
        hash ^= (ulong)bytes.Length;
        while (bytes.Length > 16)
        {
            hash = Mix(hash ^ Word(bytes), Word(bytes[8..]));
            bytes = bytes[16..];
        }

        // The words of what is left may overlap: its length is part of the hash.
        return bytes.Length switch
        {
            >= 8 => Mix(hash ^ Word(bytes), Word(bytes[^8..])),
            >= 4 => Mix(hash ^ MemoryMarshal.Read<uint>(bytes), MemoryMarshal.Read<uint>(bytes[^4..])),
            >= 2 => Mix(hash ^ MemoryMarshal.Read<ushort>(bytes), 0),
            _ => Mix(hash, 0),
        };
    }

    /// <summary>Adds a number to a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong hash, ulong value)
    {
        var high = Math.BigMul(hash ^ Seed, value ^ OtherSeed, out var low);
        return high ^ low;
    }

    private static ulong Word(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ulong>(bytes);
}
