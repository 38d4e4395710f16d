using Instrumentation.Export.Otlp;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes labels as protobuf has them: <c>LabelPair</c>, the first field of metrics and of exemplars.</summary>
internal static class LabelProtobuf
{
    private const int Capacity = 512;

    /// <summary>Writes labels that are in their order.</summary>
    public static byte[] Write(List<Label> canonical)
    {
        var to = ProtobufWriter.Create(Capacity);
        try
        {
            foreach (var label in canonical)
            {
                var pair = to.BeginItem(1, OtlpMessage.Unbounded);
                to.Text(1, default, label.Name);
                to.Text(2, default, label.Value);
                to.End(pair);
            }

            return to.Written.ToArray();
        }
        finally
        {
            to.Release();
        }
    }
}
