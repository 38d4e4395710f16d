namespace Instrumentation.Metrics.Exponential;

/// <summary>
/// The bucket of a value, exactly: bucket <c>i</c> holds what is above <c>2^(i/2^scale)</c> and at most <c>2^((i+1)/2^scale)</c>. Specification: Metrics Data
/// Model, ExponentialHistogram.
/// </summary>
internal static class ExponentialIndex
{
    private const int FractionBits = ExponentialBound.FractionBits;
    private const ulong FractionMask = (1UL << FractionBits) - 1;
    private const int ExponentBias = 1023;

    // Up to this scale a table knows all bounds.
    private const int TableScale = 8;

    // One slot more than buckets for each two: a slot is narrower than any bucket, so that at most one bound is in it.
    private const int SlotBits = TableScale + 1;

    // Further away from a bound than this, in buckets of the finest scale, a logarithm is right about the side: it errs by 2^-33 of them.
    private const double Doubt = 1.0 / (1 << 16);

    // The largest fraction in each bucket between 1 and 2, and the bucket of each slot's smallest.
    private static readonly ulong[] LargestFractions = [.. Enumerable.Range(1, 1 << TableScale)
        .Select(static i => ExponentialBound.LargestFractionBelow(i << (ExponentialBound.MaxScale - TableScale)))];

    private static readonly byte[] BucketsOfSlots = [.. Enumerable.Range(0, 1 << SlotBits)
        .Select(static slot => (byte)Array.FindIndex(LargestFractions, largest => (ulong)slot << (FractionBits - SlotBits) <= largest))];

    /// <summary>The index.</summary>
    /// <param name="value">A finite value above zero.</param>
    /// <param name="scale">The scale, 20 at most.</param>
    public static int Of(double value, int scale)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)(bits >> FractionBits) - ExponentBias;
        if (exponent == -ExponentBias)
        {
            // A subnormal number has its leading one among the bits of its fraction.
            bits = BitConverter.DoubleToUInt64Bits(value * (1UL << FractionBits));
            exponent = (int)(bits >> FractionBits) - ExponentBias - FractionBits;
        }

        // A power of two is the upper bound of its bucket, whatever the scale.
        var fraction = bits & FractionMask;
        if (fraction == 0)
            return scale > 0 ? (exponent << scale) - 1 : (exponent - 1) >> -scale;
        if (scale <= 0)
            return exponent >> -scale;

        // Each bucket is two of the next finer scale.
        return scale <= TableScale
            ? ((exponent << TableScale) + OfTable(fraction)) >> (TableScale - scale)
            : ((exponent << ExponentialBound.MaxScale) + OfLogarithm(fraction)) >> (ExponentialBound.MaxScale - scale);
    }

    private static int OfTable(ulong fraction)
    {
        int bucket = BucketsOfSlots[(int)(fraction >> (FractionBits - SlotBits))];
        return fraction > LargestFractions[bucket] ? bucket + 1 : bucket;
    }

    private static int OfLogarithm(ulong fraction)
    {
        const ulong one = (ulong)ExponentBias << FractionBits;
        var position = Math.Log2(BitConverter.UInt64BitsToDouble(one | fraction)) * (1 << ExponentialBound.MaxScale);
        var bound = (int)Math.Round(position);
        if (Math.Abs(position - bound) > Doubt)
            return (int)position;
        return fraction <= ExponentialBound.LargestFractionBelow(bound) ? bound - 1 : bound;
    }
}
