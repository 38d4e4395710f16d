using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes pages of protobuf: each family is a message behind its length. <c>io.prometheus.client.MetricFamily</c>.</summary>
/// <param name="plan">The families.</param>
internal sealed class ProtobufPage(FamilyPlan plan) : PageWriter(plan)
{
    private readonly ExemplarProtobuf _exemplars = new(plan.Style);
    private ProtobufWriter _to;

    // As MetricType counts them.
    private enum Type
    {
        Counter = 0,
        Gauge = 1,
        Histogram = 4,
    }

    protected override byte[] Write(IReadOnlyList<Metric> metrics, out int length)
    {
        _to = ProtobufWriter.Create(Capacity);
        try
        {
            WriteTarget();
            foreach (var family in Plan.Families)
                WriteFamily(family, metrics);
            length = _to.Position;
            return _to.Take();
        }
        finally
        {
            _to.Release();
        }
    }

    protected override void WriteSeries(MetricDescription metric, in MetricPoint point, byte[] labels)
    {
        var message = _to.BeginItem(4, OtlpMessage.Unbounded);
        _to.Fields(labels);
        if (point.ExponentialHistogram is { } exponential && NativeHistogram.Has(exponential.Scale))
            NativeHistogram.Write(ref _to, point, exponential, _exemplars);
        else if (point.IsDistribution)
            ClassicHistogram.Write(ref _to, point, point.Histogram ?? point.ExponentialHistogram!.ToHistogram(), _exemplars);
        else
            WriteNumber(metric, point);
        _to.End(message);
    }

    private void WriteTarget()
    {
        if (Plan.TargetLabels is not { } labels)
            return;

        var message = BeginFamily("target_info", "Target metadata", Type.Gauge);
        var target = _to.BeginItem(4, OtlpMessage.Unbounded);
        _to.Fields(labels);
        var gauge = _to.BeginItem(2, OtlpMessage.Unbounded);
        _to.Real(1, default, 1);
        _to.End(gauge);
        _to.End(target);
        _to.End(message);
    }

    private void WriteFamily(Family family, IReadOnlyList<Metric> metrics)
    {
        var type = family.Type switch
        {
            FamilyType.Counter => Type.Counter,
            FamilyType.Gauge => Type.Gauge,
            _ => Type.Histogram,
        };
        var message = BeginFamily(family.Name.Whole, family.Help, type);
        WriteAll(family, metrics);
        if (family.Name.KnownUnit is { } unit)
            _to.Text(5, default, unit);
        _to.End(message);
    }

    private OtlpMessage BeginFamily(string name, string? help, Type type)
    {
        var message = _to.BeginDelimited();
        _to.Text(1, default, name);
        if (!string.IsNullOrEmpty(help))
            _to.Text(2, default, help);
        _to.Whole(3, default, (int)type);
        return message;
    }

    private void WriteNumber(MetricDescription metric, in MetricPoint point)
    {
        var isCounter = metric.IsMonotonic;
        var number = _to.BeginItem(isCounter ? 3 : 2, OtlpMessage.Unbounded);
        _to.Real(1, default, metric.IsWhole ? point.WholeValue : point.RealValue);
        if (isCounter)
        {
            if (ExemplarLabels.Latest(point.ExemplarItems) is { } exemplar)
                _exemplars.Write(ref _to, 2, exemplar);
            ProtobufTime.Write(ref _to, 3, point.StartTimeUnixNano);
        }

        _to.End(number);
    }
}
