using FsCheck;
using FsCheck.Fluent;
using Instrumentation.Metrics.Exponential;
using Instrumentation.Tests.Support;

namespace Instrumentation.Runtime.Tests.Metrics.Exponential;

/// <summary>A histogram holds what was recorded, at the finest scale at which it fits, in whatever order and however it came together.</summary>
public sealed class ExponentialHistogramTests
{
    // Nearly alike, of ordinary sizes, of any size.
    private static readonly Gen<double> Value = Gen.OneOf(
        Gen.Choose(0, 1_000_000).Select(static n => 1 + (n * 1e-9)),
        Gen.Choose(-5_000, 5_000).Select(static n => n / 8.0),
        from exponent in Gen.Choose(-1074, 1023)
        from fraction in Gen.Choose(0, 1 << 20)
        from sign in Gen.Elements(-1, 1)
        select sign * Math.ScaleB(1 + (fraction / (double)(1 << 21)), exponent));

    private static readonly Gen<(double[] Left, double[] Right, int MaxSize)> Draw =
        from left in Value.ListOf()
        from right in Value.ListOf()
        from size in Gen.Elements(2, 3, 7, 20, 160)
        select (left.ToArray(), right.ToArray(), size);

    [Fact]
    public void It_counts_each_value_in_its_bucket_at_the_finest_scale_that_fits() => Holds(static (left, _, maxSize) =>
    {
        var histogram = Recorded(left, maxSize);

        Assert.Equal(left.Length, histogram.Count);
        Assert.Equal(left.Count(static v => v == 0), histogram.ZeroCount);
        Assert.Equal(Expected(left.Where(static v => v > 0), histogram.Scale), Counted(histogram.Positive));
        Assert.Equal(Expected(left.Where(static v => v < 0), histogram.Scale), Counted(histogram.Negative));
        Assert.True(histogram.Positive.Size <= maxSize && histogram.Negative.Size <= maxSize);
        Assert.True(histogram.Scale == 20 || !Fits(left, histogram.Scale + 1, maxSize), $"a scale of {histogram.Scale + 1} would do");
    });

    [Fact]
    public void Merged_ones_are_one_that_recorded_all() => Holds(static (left, right, maxSize) =>
    {
        var merged = Recorded(left, maxSize);
        var other = Recorded(right, maxSize);
        var before = Text(other);
        merged.Add(other);

        Assert.Equal(left.Length + right.Length, merged.Count);
        Assert.Equal(merged.Count, merged.ZeroCount + merged.Positive.ToArray().Sum() + merged.Negative.ToArray().Sum());
        Assert.Equal(Text(Recorded([.. left, .. right], maxSize)), Text(merged));
        Assert.Equal(before, Text(other));
    });

    [Fact]
    public void The_order_does_not_matter() => Holds(static (left, right, maxSize) =>
        Assert.Equal(Text(Recorded([.. left, .. right], maxSize)), Text(Recorded([.. right.Reverse(), .. left], maxSize))));

    [Fact]
    public void After_a_reset_it_is_as_new() => Holds(static (left, right, maxSize) =>
    {
        var histogram = Recorded(left, maxSize);
        histogram.Reset();
        Assert.Equal((0, 20), (histogram.Count, histogram.Scale));
        foreach (var value in right)
            histogram.Record(value);

        Assert.Equal(Text(Recorded(right, maxSize)), Text(histogram));
    });

    [Fact]
    public void All_doubles_fit_into_two_buckets()
    {
        var histogram = Recorded([double.Epsilon, double.MaxValue, 1, -double.MaxValue, -double.Epsilon, 0], 2);

        Assert.Equal((6, 1), (histogram.Count, histogram.ZeroCount));
        Assert.Equal((-11, -1, 2), (histogram.Scale, histogram.Positive.Offset, histogram.Positive.Size));
    }

    [Fact]
    public void Halving_loses_no_count_and_moves_none()
    {
        var histogram = new ExponentialHistogram();
        for (var i = 1; i <= 160; i++)
            histogram.Record(Math.Pow(2, (i - 0.5) / 16));
        histogram.Record(1e300);
        histogram.Record(1e-300);

        Assert.Equal(162, histogram.Count);
        Assert.Equal(-4, histogram.Scale);
        Assert.Equal([1, 160, 1], histogram.Positive.ToArray().Where(static c => c != 0));
    }

    [Fact]
    public void Recording_allocates_nothing_once_the_memory_is_there()
    {
        var histogram = new ExponentialHistogram();
        var values = Enumerable.Range(1, 1_000).Select(static i => i * 0.37).Append(1e-9).Append(-1e9).ToArray();

        Assert.Equal(0, Allocated.AtBest(() =>
        {
            histogram.Reset();
            foreach (var value in values)
                histogram.Record(value);
        }));
        Assert.Equal(values.Length, histogram.Count);
    }

    [Fact]
    public void Memory_grows_with_the_buckets_that_are_used()
    {
        Assert.InRange(Allocated.AtBest(static () => new ExponentialHistogram().Record(1)), 1, 400);
    }

    private static ExponentialHistogram Recorded(IEnumerable<double> values, int maxSize)
    {
        var histogram = new ExponentialHistogram(maxSize);
        foreach (var value in values)
            histogram.Record(value);
        return histogram;
    }

    private static SortedDictionary<int, long> Expected(IEnumerable<double> values, int scale)
    {
        var counts = new SortedDictionary<int, long>();
        foreach (var index in values.Select(v => Index(v, scale)))
            counts[index] = counts.GetValueOrDefault(index) + 1;
        return counts;
    }

    private static SortedDictionary<int, long> Counted(ExponentialBuckets buckets) => new(buckets.ToArray()
        .Select((count, i) => (Index: buckets.Offset + i, Count: count)).Where(static b => b.Count != 0).ToDictionary(static b => b.Index, static b => b.Count));

    private static bool Fits(double[] values, int scale, int maxSize) => values.Where(static v => v != 0).GroupBy(static v => v > 0)
        .All(sign => (long)sign.Max(v => Index(v, scale)) - sign.Min(v => Index(v, scale)) < maxSize);

    // Below the scales of the index, which a histogram of very few buckets reaches, by halves of it.
    private static int Index(double value, int scale) => ExponentialIndex.Of(Math.Abs(value), Math.Max(scale, -10)) >> Math.Max(0, -10 - scale);

    private static string Text(ExponentialHistogram histogram) =>
        $"{histogram.Scale} {histogram.ZeroCount} {Text(histogram.Positive)} {Text(histogram.Negative)}";

    private static string Text(ExponentialBuckets buckets) => $"{buckets.Offset}:[{string.Join(' ', buckets.ToArray())}]";

    private static void Holds(Action<double[], double[], int> property) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(1UL, 2_147_483_647UL).WithQuietOnSuccess(true),
        Prop.ForAll(Draw.ToArbitrary(), drawn => property(drawn.Left, drawn.Right, drawn.MaxSize)));
}
