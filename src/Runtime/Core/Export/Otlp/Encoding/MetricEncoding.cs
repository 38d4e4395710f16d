using Instrumentation.Metrics;

namespace Instrumentation.Export.Otlp;

/// <summary>Writes metrics.</summary>
internal static class MetricEncoding
{
    public static void Write<TWriter>(ref TWriter to, Metric metric)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var description = metric.Description;
        var message = to.BeginItem(2, OtlpMessage.Unbounded);
        to.Text(1, "name"u8, description.Name);
        if (description.Text is { Length: > 0 } text)
            to.Text(2, "description"u8, text);
        if (description.Unit is { Length: > 0 } unit)
            to.Text(3, "unit"u8, unit);
        var data = description.Kind switch
        {
            MetricKind.Sum => to.Begin(7, "sum"u8, OtlpMessage.Unbounded),
            MetricKind.Gauge => to.Begin(5, "gauge"u8, OtlpMessage.Unbounded),
            MetricKind.Histogram => to.Begin(9, "histogram"u8, OtlpMessage.Unbounded),
            _ => to.Begin(10, "exponentialHistogram"u8, OtlpMessage.Unbounded),
        };
        WritePoints(ref to, metric);
        if (description.Kind != MetricKind.Gauge)
            to.Number(2, "aggregationTemporality"u8, metric.Temporality == Temporality.Delta ? 1U : 2U);
        if (description.IsMonotonic)
            to.Bool(3, "isMonotonic"u8, true);
        to.End(data);
        to.End(message);
    }

    private static void WritePoints<TWriter>(ref TWriter to, Metric metric)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var points = metric.PointList;
        var isWhole = metric.Description.IsWhole;
        var list = to.BeginList("dataPoints"u8);
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            if (!point.IsDistribution)
                NumberEncoding.Write(ref to, point, isWhole);
            else if (point.Histogram is { } histogram)
                HistogramEncoding.Write(ref to, point, histogram);
            else
                ExponentialEncoding.Write(ref to, point, point.ExponentialHistogram!);
        }

        to.EndList(list);
    }
}
