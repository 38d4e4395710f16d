using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>Remote-write 1.0, <c>prometheus.WriteRequest</c>: labels in full.</summary>
internal sealed class WriteRequestV1(LabelStyle style) : WriteRequest(style)
{
    protected override ParcelFormat Format => ParcelFormat.RemoteWrite1;

    protected override int SeriesField => 1;

    protected override int HistogramsField => 4;

    protected override int ExemplarsField => 3;

    protected override void WriteLabels(ref ProtobufWriter to, in WrittenSeries series)
    {
        var labels = LabelForm.Read(series.Labels);
        to.Fields(labels.BeforeName);
        LabelForm.Write(ref to, "__name__"u8, series.Name);
        to.Fields(labels.BeforeBound);
        if (series.Bound is { } bound)
            LabelForm.Write(ref to, "le"u8, bound);
        to.Fields(labels.AfterBound);
    }

    protected override void WriteExemplarLabels(ref ProtobufWriter to, IReadOnlyList<Label> labels)
    {
        foreach (var (_, name, value) in labels)
        {
            var label = to.BeginItem(1, OtlpMessage.Unbounded);
            to.Text(1, default, name);
            to.Text(2, default, value);
            to.End(label);
        }
    }
}
