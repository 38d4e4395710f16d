using System.Numerics;

namespace Instrumentation.Metrics.Exponential;

/// <summary>
/// Where a bucket ends, exactly: a bound is <c>2^(j/2^20)</c> times a power of two, irrational unless <c>j</c> is zero, so that no double is one and
/// each is on one side of it.
/// </summary>
internal static class ExponentialBound
{
    /// <summary>The finest scale: <c>2^20</c> buckets for each doubling.</summary>
    public const int MaxScale = 20;

    /// <summary>How many bits a double's fraction has.</summary>
    public const int FractionBits = 52;

    // A number below two, as an integer number of 2^-127.
    private const int FixedBits = 127;

    private static readonly UInt128 One = UInt128.One << FixedBits;

    // 2^(1/2), 2^(1/4), 2^(1/8) and so on: each the root of the one before.
    private static readonly UInt128[] Roots = MakeRoots();

    /// <summary>The fraction of the largest double in [1, 2) that is below the bound <c>2^(j/2^20)</c>, for <c>j</c> from 0 to <c>2^20</c>.</summary>
    /// <remarks>The bits beyond a fraction's are 75, and twenty roundings spoil seven of them: no bound is that near to a double.</remarks>
    public static ulong LargestFractionBelow(int j) =>
        j >> MaxScale != 0 ? (1UL << FractionBits) - 1 : (ulong)((Power(j) - One) >> (FixedBits - FractionBits));

    /// <summary><c>2^(j/2^20)</c>, for <c>j</c> below <c>2^20</c>, as an integer number of <c>2^-127</c>.</summary>
    public static UInt128 Power(int j)
    {
        var power = One;
        for (var i = 0; i < MaxScale; i++)
        {
            if ((j >> (MaxScale - 1 - i) & 1) != 0)
                power = Multiply(power, Roots[i]);
        }

        return power;
    }

    private static UInt128 Multiply(UInt128 left, UInt128 right)
    {
        var (leftHigh, leftLow) = ((ulong)(left >> 64), (ulong)left);
        var (rightHigh, rightLow) = ((ulong)(right >> 64), (ulong)right);
        var low = (UInt128)leftLow * rightLow;
        var (inner, outer) = ((UInt128)leftHigh * rightLow, (UInt128)leftLow * rightHigh);
        var middle = (low >> 64) + (ulong)inner + (ulong)outer;
        var high = ((UInt128)leftHigh * rightHigh) + (inner >> 64) + (outer >> 64) + (middle >> 64);
        return (high << 1) | ((middle >> 63) & 1);
    }

    private static UInt128[] MakeRoots()
    {
        var roots = new UInt128[MaxScale];
        var root = BigInteger.One << (FixedBits + 1);
        for (var i = 0; i < roots.Length; i++)
        {
            root = SquareRoot(root << FixedBits);
            roots[i] = (UInt128)root;
        }

        return roots;
    }

    // Newton's method, from above: the largest integer whose square is no larger.
    private static BigInteger SquareRoot(BigInteger square)
    {
        var root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while ((root + (square / root)) >> 1 is var next && next < root)
            root = next;
        return root;
    }
}
