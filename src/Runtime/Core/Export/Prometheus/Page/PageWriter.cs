using System.Buffers;
using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes pages of one syntax and escaping: families one after the other, with what does not change copied.</summary>
/// <param name="plan">The families.</param>
internal abstract class PageWriter(FamilyPlan plan)
{
    private const int MinCapacity = 16 * 1024;

    private readonly SeriesSeen _seen = new();
    private int _lastLength;

    protected FamilyPlan Plan => plan;

    /// <summary>How long a page will be, more or less.</summary>
    protected int Capacity => Math.Max(MinCapacity, _lastLength + (_lastLength / 8));

    /// <summary>Writes a page.</summary>
    /// <param name="metrics">What was collected, for which the plan was refreshed.</param>
    /// <param name="length">How long the page is.</param>
    /// <returns>An array of the shared pool, for somebody else to give back.</returns>
    /// <exception cref="RequestTooLargeException">It is larger than anything that is sent at once.</exception>
    public byte[] Make(IReadOnlyList<Metric> metrics, out int length)
    {
        try
        {
            var page = Write(metrics, out length);
            _lastLength = length;
            if (length <= OtlpLimits.MaxRequestSize)
                return page;

            ArrayPool<byte>.Shared.Return(page);
            throw new RequestTooLargeException();
        }
        finally
        {
            _seen.End();
        }
    }

    protected abstract byte[] Write(IReadOnlyList<Metric> metrics, out int length);

    /// <summary>Writes one series.</summary>
    protected abstract void WriteSeries(MetricDescription metric, in MetricPoint point, byte[] labels);

    /// <summary>Writes the series of a family, but for those that can't be on the page, of which it tells.</summary>
    protected void WriteAll(Family family, IReadOnlyList<Metric> metrics)
    {
        _seen.Begin(family.Metrics.Sum(member => metrics[member.Place].PointList.Count));
        foreach (var (place, labels) in family.Metrics)
        {
            var description = metrics[place].Description;
            var points = metrics[place].PointList;
            labels.Begin(points.Count);
            for (var i = 0; i < points.Count; i++)
            {
                var point = points[i];
                var series = labels.Of(point.Tags, i);
                if (plan.Takes(family, description, point, series, _seen))
                    WriteSeries(description, point, series.Bytes);
            }
        }
    }
}
