using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes histograms with set bounds.</summary>
internal static class ClassicHistogram
{
    public static void Write(ref ProtobufWriter to, in MetricPoint point, HistogramData data, ExemplarProtobuf exemplars)
    {
        var message = to.BeginItem(7, OtlpMessage.Unbounded);
        to.Whole(1, default, data.Count);
        to.Real(2, default, data.Sum);
        var (below, last) = (0L, double.NegativeInfinity);
        for (var i = 0; i <= data.Bounds.Length; i++)
        {
            below += data.BucketCounts[i];
            if (!data.IsBucket(i))
                continue;

            var bound = i == data.Bounds.Length ? double.PositiveInfinity : data.Bounds[i];
            var bucket = to.BeginItem(3, OtlpMessage.Unbounded);
            to.Whole(1, default, below);
            to.Real(2, default, bound);
            if (ExemplarLabels.Latest(point.ExemplarItems, last, bound) is { } exemplar)
                exemplars.Write(ref to, 3, exemplar);
            to.End(bucket);
            last = bound;
        }

        ProtobufTime.Write(ref to, 15, point.StartTimeUnixNano);
        to.End(message);
    }
}
