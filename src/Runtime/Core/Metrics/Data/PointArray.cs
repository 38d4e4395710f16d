namespace Instrumentation.Metrics;

/// <summary>Points as they were told.</summary>
internal sealed class PointArray(MetricPoint[] points, int start, int count) : PointList(start, count)
{
    private protected override MetricPoint At(int index) => points[index];

    private protected override PointList Part(int start, int count) => new PointArray(points, start, count);
}
