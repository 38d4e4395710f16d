using System.Numerics;

namespace Instrumentation.Runtime.Tests.Metrics.Exponential;

/// <summary>Bounds of buckets in arithmetic without rounding that matters: 400 bits behind the point, computed with 600.</summary>
internal static class ExactBounds
{
    private const int MaxScale = 20;
    private const int Bits = 400;
    private const int GuardBits = 200;

    private static readonly BigInteger One = BigInteger.One << (Bits + GuardBits);

    private static readonly BigInteger[] Roots = MakeRoots();

    /// <summary>Whether the value is above the lower bound of the bucket and not above the upper one.</summary>
    public static bool Contains(int index, int scale, double value) => Exceeds(value, index, scale) && !Exceeds(value, index + 1, scale);

    /// <summary>The largest double in [1, 2) that does not exceed the bound <c>2^(j/2^scale)</c>.</summary>
    public static double LargestBelow(int j, int scale) =>
        BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(1) + (long)((Power(j << (MaxScale - scale)) - (BigInteger.One << Bits)) >> (Bits - 52)));

    private static bool Exceeds(double value, int index, int scale)
    {
        // The value is an integer times a power of two.
        var bits = BitConverter.DoubleToInt64Bits(value);
        var isSubnormal = bits >> 52 == 0;
        BigInteger mantissa = (bits & ((1L << 52) - 1)) | (isSubnormal ? 0 : 1L << 52);
        var exponent = (isSubnormal ? 1 : (int)(bits >> 52)) - 1075;

        var (whole, part) = scale > 0 ? (index >> scale, index & ((1 << scale) - 1)) : (index << -scale, 0);
        var bound = Power(part << (MaxScale - Math.Max(scale, 0)));
        var shift = exponent - whole + Bits;
        return shift >= 0 ? mantissa << shift > bound : mantissa > bound << -shift;
    }

    private static BigInteger Power(int j)
    {
        var power = One;
        for (var i = 0; i < MaxScale; i++)
        {
            if ((j >> (MaxScale - 1 - i) & 1) != 0)
                power = (power * Roots[i]) >> (Bits + GuardBits);
        }

        return power >> GuardBits;
    }

    private static BigInteger[] MakeRoots()
    {
        var roots = new BigInteger[MaxScale];
        var root = One << 1;
        for (var i = 0; i < roots.Length; i++)
            roots[i] = root = SquareRoot(root << (Bits + GuardBits));
        return roots;
    }

    // By halving: another way than that of the code that is tested.
    private static BigInteger SquareRoot(BigInteger square)
    {
        var root = BigInteger.Zero;
        for (var bit = BigInteger.One << (int)(square.GetBitLength() / 2); !bit.IsZero; bit >>= 1)
        {
            if ((root | bit) * (root | bit) <= square)
                root |= bit;
        }

        return root;
    }
}
