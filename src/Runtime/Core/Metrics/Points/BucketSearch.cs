using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Instrumentation.Metrics.Points;

/// <summary>Finds the bucket of a measurement: how many of the inclusive upper bounds are below it.</summary>
internal static class BucketSearch
{
    // Beyond it halving is faster than to compare with every bound, four at a time.
    private const int MostCompared = 64;

    public static int Of(double[] bounds, double value)
    {
        if (bounds.Length > MostCompared)
            return Array.BinarySearch(bounds, value) is var found && found < 0 ? ~found : found;

        var below = 0;
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var first = ref MemoryMarshal.GetArrayDataReference(bounds);
            for (var values = Vector256.Create(value); i + Vector256<double>.Count <= bounds.Length; i += Vector256<double>.Count)
                below += BitOperations.PopCount(Vector256.LessThan(Vector256.LoadUnsafe(ref first, (nuint)i), values).ExtractMostSignificantBits());
        }

        for (; i < bounds.Length; i++)
            below += bounds[i] < value ? 1 : 0;
        return below;
    }
}
