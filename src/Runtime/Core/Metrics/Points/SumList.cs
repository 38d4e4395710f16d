namespace Instrumentation.Metrics.Points;

/// <summary>Sums as columns: who collects writes one number a series, and a point is made when somebody looks at it.</summary>
/// <param name="points">The series.</param>
/// <param name="numbers">Their numbers.</param>
/// <param name="since">When all numbers begin; below 0 if each begins with its series.</param>
/// <param name="time">When they were collected.</param>
/// <param name="exemplars">Their exemplars; null if there are none.</param>
/// <param name="start">The first.</param>
/// <param name="count">How many.</param>
internal sealed class SumList(SumPoint[] points, long[] numbers, long since, long time, Exemplar[]?[]? exemplars, int start, int count) : PointList(start, count)
{
    private protected override MetricPoint At(int index)
    {
        var point = points[index];
        return new(point.Tags, since < 0 ? point.Start : Math.Max(point.Start, since), time, numbers[index], null, exemplars?[index]);
    }

    private protected override PointList Part(int start, int count) => new SumList(points, numbers, since, time, exemplars, start, count);
}
