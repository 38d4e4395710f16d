using System.Globalization;
using System.Text;

namespace Instrumentation.Export.Prometheus;

/// <summary>The bounds of buckets as they are written, which is done once for all series that have the same.</summary>
internal sealed class BoundLabels
{
    private static readonly byte[] Infinite = Encoding.UTF8.GetBytes("le=\"+Inf\"} ");

    private double[] _bounds = [];
    private byte[][] _labels = [Infinite];

    /// <summary>The label of a bucket, and what closes the labels.</summary>
    public byte[] this[int bucket] => _labels[bucket];

    /// <summary>Takes the bounds of a histogram.</summary>
    /// <param name="bounds">The bounds of all buckets but the last.</param>
    /// <param name="isOpen">Whether for OpenMetrics, where they never look like whole numbers.</param>
    public void Begin(ReadOnlySpan<double> bounds, bool isOpen)
    {
        if (bounds.SequenceEqual(_bounds))
            return;

        _bounds = bounds.ToArray();
        _labels = [.. _bounds.Select(bound => Label(bound, isOpen)), Infinite];
    }

    /// <summary>A bound as text. There is one zero, or the label would tell two.</summary>
    public static string Number(double bound) => (bound == 0 ? 0 : bound).ToString(CultureInfo.InvariantCulture);

    private static byte[] Label(double bound, bool isOpen)
    {
        var number = Number(bound);
        return Encoding.UTF8.GetBytes(isOpen && !number.AsSpan().ContainsAny('.', 'E') ? $"le=\"{number}.0\"}} " : $"le=\"{number}\"}} ");
    }
}
