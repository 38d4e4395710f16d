using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes exemplars.</summary>
/// <param name="style">Makes labels of the tags that a view dropped.</param>
internal sealed class ExemplarProtobuf(LabelStyle style)
{
    public void Write(ref ProtobufWriter to, int field, Exemplar exemplar)
    {
        var message = to.BeginItem(field, OtlpMessage.Unbounded);
        to.Fields(LabelProtobuf.Write(ExemplarLabels.Of(exemplar, style)));
        to.Real(2, default, exemplar.Value);
        ProtobufTime.Write(ref to, 3, exemplar.TimeUnixNano);
        to.End(message);
    }
}
