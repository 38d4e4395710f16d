using System.Runtime.InteropServices;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>Remote-write 2.0, <c>io.prometheus.write.v2.Request</c>: texts once and their numbers in their place, with what a series is and since when.</summary>
internal sealed class WriteRequestV2(LabelStyle style) : WriteRequest(style)
{
    private readonly SymbolTable _symbols = new();
    private readonly List<long> _references = [];

    protected override ParcelFormat Format => ParcelFormat.RemoteWrite2;

    protected override int SeriesField => 5;

    protected override int HistogramsField => 3;

    protected override int ExemplarsField => 4;

    public override void Begin()
    {
        base.Begin();
        _symbols.Begin();
    }

    public override void End()
    {
        base.End();
        _symbols.End();
    }

    protected override void WriteLabels(ref ProtobufWriter to, in WrittenSeries series)
    {
        var labels = LabelForm.Read(series.Labels);
        _references.Clear();
        Refer(labels.BeforeName);
        Refer("__name__", series.Name);
        Refer(labels.BeforeBound);
        if (series.Bound is { } bound)
            Refer("le", bound);
        Refer(labels.AfterBound);
        to.WholeList(1, default, CollectionsMarshal.AsSpan(_references));
    }

    protected override void WriteExemplarLabels(ref ProtobufWriter to, IReadOnlyList<Label> labels)
    {
        _references.Clear();
        foreach (var (_, name, value) in labels)
            Refer(name, value);
        to.WholeList(1, default, CollectionsMarshal.AsSpan(_references));
    }

    protected override void WriteStart(ref ProtobufWriter to, int field, long time)
    {
        if (time != 0)
            to.Whole(field, default, time);
    }

    protected override void WriteMetadata(ref ProtobufWriter to, WrittenMetadata metadata)
    {
        var message = to.BeginItem(5, OtlpMessage.Unbounded);
        to.Number(1, default, (uint)metadata.Type);
        to.Whole(3, default, _symbols.NumberOf(metadata.Help));
        to.Whole(4, default, _symbols.NumberOf(metadata.Unit));
        to.End(message);
    }

    // Whoever reads it finds the texts before their numbers.
    protected override void Finish(ref ProtobufWriter to)
    {
        var whole = ProtobufWriter.Create(_symbols.Fields.Length + to.Position);
        whole.Fields(_symbols.Fields);
        whole.Fields(to.Written);
        to.Release();
        to = whole;
    }

    private void Refer(ReadOnlySpan<byte> labels)
    {
        var all = new ProtoReader(labels);
        while (all.TryNext())
        {
            var label = new ProtoReader(all.Bytes);
            while (label.TryNext())
                _references.Add(_symbols.NumberOf(label.Bytes));
        }
    }

    private void Refer(string name, string value)
    {
        _references.Add(_symbols.NumberOf(name));
        _references.Add(_symbols.NumberOf(value));
    }
}
