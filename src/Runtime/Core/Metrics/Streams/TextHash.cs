using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Instrumentation.Metrics.Streams;

/// <summary>A hash of a tag's value: fast, since it is taken at each measurement, and of another seed in each process, since values may be hostile.</summary>
internal static class TextHash
{
    private const ulong Factor = 0x9E3779B97F4A7C15;
    private static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    public static ulong Of(string text)
    {
        var hash = Seed ^ (ulong)text.Length;
        var rest = MemoryMarshal.AsBytes(text.AsSpan());
        while (rest.Length >= 8)
        {
            hash = Mix(hash, MemoryMarshal.Read<ulong>(rest));
            rest = rest[8..];
        }

        if (rest.IsEmpty)
            return hash;

        var last = 0UL;
        foreach (var character in MemoryMarshal.Cast<byte, char>(rest))
            last = (last << 16) | character;
        return Mix(hash, last);
    }

    public static ulong Mix(ulong hash, ulong value)
    {
        var high = Math.BigMul(hash ^ value ^ Seed, Factor, out var low);
        return BitOperations.RotateLeft(high ^ low, 23);
    }
}
