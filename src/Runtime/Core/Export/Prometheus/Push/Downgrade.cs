using System.Buffers;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>
/// Turns requests of remote-write 2.0 into those of 1.0, for a receiver that turned out not to know the second version: labels are written out, and
/// samples and histograms stay as they are.
/// </summary>
internal static class Downgrade
{
    /// <summary>Turns a parcel; it stays the caller's, as the other one is.</summary>
    public static Parcel ToV1(Parcel parcel)
    {
        var bytes = Snappy.Decompress(parcel.Body.Span, out var length);
        var to = ProtobufWriter.Create(2 * length);
        try
        {
            var texts = new List<byte[]>();
            var request = new ProtoReader(bytes.AsSpan(0, length));
            while (request.TryNext())
            {
                if (request.Field == 4)
                    texts.Add(request.Bytes.ToArray());
                else if (request.Field == 5)
                    WriteSeries(ref to, request.Bytes, texts);
            }

            return new(
                parcel.Kind with { Format = ParcelFormat.RemoteWrite1 }, parcel.Items, Snappy.Compress(to.Written, out var compressed), compressed);
        }
        finally
        {
            to.Release();
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static void WriteSeries(ref ProtobufWriter to, ReadOnlySpan<byte> message, List<byte[]> texts)
    {
        var series = to.BeginItem(1, OtlpMessage.Unbounded);
        var fields = new ProtoReader(message);
        while (fields.TryNext())
        {
            switch (fields.Field)
            {
                case 1:
                    WriteLabels(ref to, fields.Bytes, texts);
                    break;
                case 2:
                    to.Bytes(2, default, fields.Bytes);
                    break;
                case 3:
                    to.Bytes(4, default, fields.Bytes);
                    break;
                case 4:
                    WriteExemplar(ref to, fields.Bytes, texts);
                    break;
            }
        }

        to.End(series);
    }

    private static void WriteExemplar(ref ProtobufWriter to, ReadOnlySpan<byte> message, List<byte[]> texts)
    {
        var exemplar = to.BeginItem(3, OtlpMessage.Unbounded);
        var fields = new ProtoReader(message);
        while (fields.TryNext())
        {
            if (fields.Field == 1)
                WriteLabels(ref to, fields.Bytes, texts);
            else if (fields.Field == 2)
                to.Real(2, default, BitConverter.UInt64BitsToDouble(fields.Number));
            else
                to.Whole(3, default, (long)fields.Number);
        }

        to.End(exemplar);
    }

    // The numbers of a name and of its value, one after the other.
    private static void WriteLabels(ref ProtobufWriter to, ReadOnlySpan<byte> numbers, List<byte[]> texts)
    {
        while (!numbers.IsEmpty)
        {
            var name = texts[(int)ProtobufWire.ReadVarint(ref numbers)];
            var value = texts[(int)ProtobufWire.ReadVarint(ref numbers)];
            var label = to.BeginItem(1, OtlpMessage.Unbounded);
            to.Bytes(1, default, name);
            to.Bytes(2, default, value);
            to.End(label);
        }
    }
}
