using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>
/// A request of remote-write that is being written, one after the other with the same object. What the versions have in common stands here; they differ in
/// how labels are told, and in what else is.
/// </summary>
/// <param name="style">Makes the labels of exemplars.</param>
internal abstract class WriteRequest(LabelStyle style)
{
    private const int MinCapacity = 16 * 1024;

    // Two times, a number and their tags.
    private const int MaxSample = 3 * (1 + ProtobufWire.MaxVarint);

    private ProtobufWriter _to;
    private int _lastSize;

    /// <summary>How many samples were written, those that are histograms included.</summary>
    public int Samples { get; private set; }

    /// <summary>How many bytes that are.</summary>
    public int Size => _to.Position;

    protected abstract ParcelFormat Format { get; }

    protected abstract int SeriesField { get; }

    protected abstract int HistogramsField { get; }

    protected abstract int ExemplarsField { get; }

    public virtual void Begin()
    {
        _to = ProtobufWriter.Create(Math.Max(MinCapacity, _lastSize));
        Samples = 0;
    }

    /// <summary>Adds a series with a number.</summary>
    public void Add(in WrittenSeries series, double value, IReadOnlyList<Exemplar> exemplars)
    {
        var message = BeginSeries(series);
        var sample = _to.BeginItem(2, MaxSample);
        _to.Real(1, default, value);
        _to.Whole(2, default, series.Time);
        WriteStart(ref _to, 3, series.Start);
        _to.End(sample);
        EndSeries(message, series, exemplars);
    }

    /// <summary>Adds a series with a native histogram.</summary>
    public void Add(in WrittenSeries series, ExponentialHistogramData histogram, IReadOnlyList<Exemplar> exemplars)
    {
        var message = BeginSeries(series);
        var sample = _to.BeginItem(HistogramsField, OtlpMessage.Unbounded);
        WrittenHistogram.Write(ref _to, histogram);
        _to.Whole(15, default, series.Time);
        WriteStart(ref _to, 17, series.Start);
        _to.End(sample);
        EndSeries(message, series, exemplars);
    }

    /// <summary>Makes a parcel of what was added.</summary>
    public Parcel Pack()
    {
        Finish(ref _to);
        _lastSize = _to.Position;
        return new(new(Signal.Metrics, Format, IsGzip: false), Samples, Snappy.Compress(_to.Written, out var length), length);
    }

    /// <summary>Begins another one.</summary>
    public void Restart()
    {
        End();
        Begin();
    }

    /// <summary>Gives the memory back.</summary>
    public virtual void End() => _to.Release();

    protected abstract void WriteLabels(ref ProtobufWriter to, in WrittenSeries series);

    protected abstract void WriteExemplarLabels(ref ProtobufWriter to, IReadOnlyList<Label> labels);

    /// <summary>Writes what a number is since.</summary>
    protected virtual void WriteStart(ref ProtobufWriter to, int field, long time)
    {
    }

    /// <summary>Writes what a series is besides its labels.</summary>
    protected virtual void WriteMetadata(ref ProtobufWriter to, WrittenMetadata metadata)
    {
    }

    /// <summary>Writes what stands once in a request.</summary>
    protected virtual void Finish(ref ProtobufWriter to)
    {
    }

    private OtlpMessage BeginSeries(in WrittenSeries series)
    {
        var message = _to.BeginItem(SeriesField, OtlpMessage.Unbounded);
        WriteLabels(ref _to, series);
        return message;
    }

    private void EndSeries(OtlpMessage message, in WrittenSeries series, IReadOnlyList<Exemplar> exemplars)
    {
        foreach (var exemplar in exemplars)
        {
            var item = _to.BeginItem(ExemplarsField, OtlpMessage.Unbounded);
            var labels = ExemplarLabels.Of(exemplar, style);
            Label.MakeCanonical(labels, keepsBucket: false);
            WriteExemplarLabels(ref _to, labels);
            _to.Real(2, default, exemplar.Value);
            _to.Whole(3, default, WrittenSeries.Milliseconds(exemplar.TimeUnixNano));
            _to.End(item);
        }

        WriteMetadata(ref _to, series.Metadata);
        _to.End(message);
        Samples++;
    }
}
