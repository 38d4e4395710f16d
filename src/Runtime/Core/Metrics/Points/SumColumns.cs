using Instrumentation.Metrics.Cells;
using Instrumentation.Metrics.Streams;

namespace Instrumentation.Metrics.Points;

/// <summary>Collects the sums of a stream: one pass over the cells of each stripe, whatever the number of series.</summary>
internal sealed class SumColumns(bool isWhole)
{
    private Point[] _source = [];
    private SumPoint[] _points = [];
    private int[] _slots = [];

    /// <summary>What a reader has to tell; null if nothing.</summary>
    public PointList? Collect(Point[] source, ReaderState reader, long now, bool hasExemplars)
    {
        if (_source != source)
        {
            _source = source;
            _points = Array.ConvertAll(source, static point => (SumPoint)point);
            _slots = Array.ConvertAll(_points, static point => point.Slot);
        }

        var numbers = new long[_points.Length];
        Stripe.Total(_slots, isWhole, numbers);
        if (reader.Temporality == Temporality.Cumulative)
            return numbers.Length == 0 ? null : new SumList(_points, numbers, -1, now, Exemplars(_points, numbers.Length), 0, numbers.Length);

        var points = new SumPoint[_points.Length];
        var count = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (_points[i].TakeDifference(reader.Index, numbers[i]) is var difference and not 0)
                (points[count], numbers[count++]) = (_points[i], difference);
        }

        return count == 0 ? null : new SumList(points, numbers, reader.LastTime, now, Exemplars(points, count), 0, count);

        Exemplar[]?[]? Exemplars(SumPoint[] of, int count) =>
            hasExemplars ? Array.ConvertAll(of[..count], point => point.TakeExemplars(reader.Index)) : null;
    }
}
