namespace Instrumentation.Benchmarks.Measuring;

/// <summary>What is said of rounds.</summary>
internal static class Statistics
{
    public static double Median(IEnumerable<double> values) => Quantile([.. values.Order()], 0.5);

    /// <summary>The width of the middle half of the rounds' ratios, as a part of their median.</summary>
    public static double Spread(double[] ours, double[] theirs)
    {
        double[] ratios = [.. ours.Zip(theirs, static (own, their) => their / own).Order()];
        return (Quantile(ratios, 0.75) - Quantile(ratios, 0.25)) / Quantile(ratios, 0.5);
    }

    /// <summary>The exponent of the power by which the second list grows with the first: the slope of the line through their logarithms.</summary>
    public static double Exponent(IReadOnlyList<double> sizes, IReadOnlyList<double> times)
    {
        double[] x = [.. sizes.Select(static size => Math.Log(size))];
        double[] y = [.. times.Select(static time => Math.Log(time))];
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }

    private static double Quantile(double[] ordered, double part) => ordered[(int)((ordered.Length - 1) * part)];
}
