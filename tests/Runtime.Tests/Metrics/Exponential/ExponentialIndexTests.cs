using Instrumentation.Metrics.Exponential;

namespace Instrumentation.Runtime.Tests.Metrics.Exponential;

/// <summary>The index of a value is that of the bucket it is in, by arithmetic without rounding.</summary>
public sealed class ExponentialIndexTests
{
    private static readonly int[] Exponents = [-1022, -1021, -60, -2, -1, 0, 1, 2, 63, 1022, 1023];

    public static TheoryData<int> Scales => [.. Enumerable.Range(-10, 31)];

    public static TheoryData<int> FineScales => [.. Enumerable.Range(1, 20)];

    [Theory, MemberData(nameof(Scales))]
    public void A_power_of_two_is_the_upper_bound_of_its_bucket(int scale)
    {
        for (var exponent = -1074; exponent <= 1023; exponent++)
        {
            var power = Math.ScaleB(1, exponent);
            IsExact(power, scale);
            IsExact(Math.BitIncrement(power), scale);
            if (exponent > -1074)
                IsExact(Math.BitDecrement(power), scale);
        }
    }

    [Theory, MemberData(nameof(FineScales))]
    public void Beside_each_bound_the_neighbours_are_in_neighbouring_buckets(int scale)
    {
        // All bounds between two powers of two, of the finest scales as many as there is time for.
        var step = Math.Max(1, (1 << scale) / 509);
        for (var j = 1; j < 1 << scale; j += step)
        {
            var below = ExactBounds.LargestBelow(j, scale);
            Assert.True(ExactBounds.Contains(j - 1, scale, below) && ExactBounds.Contains(j, scale, Math.BitIncrement(below)));
            foreach (var exponent in Exponents)
            {
                Assert.Equal((exponent << scale) + j - 1, ExponentialIndex.Of(Math.ScaleB(below, exponent), scale));
                Assert.Equal((exponent << scale) + j, ExponentialIndex.Of(Math.ScaleB(Math.BitIncrement(below), exponent), scale));
            }
        }
    }

    [Theory, MemberData(nameof(Scales))]
    public void Any_value_is_in_its_bucket(int scale)
    {
        var random = new Random(scale);
        for (var i = 0; i < 500; i++)
        {
            IsExact(BitConverter.Int64BitsToDouble(random.NextInt64(1, 0x7FF0_0000_0000_0000)), scale);
            IsExact(BitConverter.Int64BitsToDouble(random.NextInt64(1, 1L << random.Next(1, 53))), scale);
        }

        foreach (var extreme in (double[])[double.Epsilon, double.MaxValue, 1, Math.PI, BitConverter.UInt64BitsToDouble(0x000F_FFFF_FFFF_FFFF)])
            IsExact(extreme, scale);
    }

    [Fact]
    public void No_bound_is_so_near_to_a_double_that_it_could_be_taken_for_one()
    {
        // What is behind a fraction's bits: all zeros or all ones but for the last bits would be in doubt.
        const int behind = 75;
        const int doubtful = 10;
        var mask = (UInt128.One << behind) - 1;
        for (var j = 1; j < 1 << ExponentialBound.MaxScale; j++)
        {
            var rest = ExponentialBound.Power(j) & mask;
            Assert.True(rest >> doubtful != 0 && rest >> doubtful != mask >> doubtful, $"2^({j}/2^20)");
        }
    }

    private static void IsExact(double value, int scale)
    {
        var index = ExponentialIndex.Of(value, scale);
        Assert.True(ExactBounds.Contains(index, scale, value), $"{value:R} is not in bucket {index} of scale {scale}");
    }
}
