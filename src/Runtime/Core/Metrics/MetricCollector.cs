using System.Diagnostics.Metrics;
using Instrumentation.Configuration;
using Instrumentation.Diagnostics;

namespace Instrumentation.Metrics;

/// <summary>Listens to the selected meters, those included that come into being later, and holds what their instruments measured.</summary>
internal sealed class MetricCollector : IDisposable
{
    private readonly Dictionary<StreamIdentity, MetricStream> _streams = [];
    private readonly object _gate = new();
    private readonly object _collecting = new();
    private readonly MeterListener _listener = new();
    private readonly NameSelection _meters;

    public MetricCollector(NameSelection meters)
    {
        _meters = meters;
        _listener.InstrumentPublished = OnPublished;
        _listener.MeasurementsCompleted = static (_, stream) => To(stream)?.RemoveInstrument();
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, stream) => To(stream)?.Record((long)value, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, stream) => To(stream)?.Record((long)value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, stream) => To(stream)?.Record((long)value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, stream) => To(stream)?.Record(value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, stream) => To(stream)?.Record((double)value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, stream) => To(stream)?.Record(value, tags));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, stream) => To(stream)?.Record((double)value, tags));
        _listener.Start();
    }

    /// <summary>Asks the observable instruments and returns what every instrument holds that was ever measured.</summary>
    public IReadOnlyList<MetricSnapshot> Collect()
    {
        lock (_collecting)
        {
            var streams = Streams();
            streams.ForEach(static stream => stream.BeginObservation());
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException faults)
            {
                foreach (var fault in faults.InnerExceptions)
                    Faults.Report("a callback of an observable instrument", fault);
            }

            // Once more: a callback may have made the first instrument of a scope.
            streams = Streams();
            var snapshots = streams.ConvertAll(static stream => stream.Snapshot());
            ForgetCompleted(streams);
            return snapshots.FindAll(static snapshot => snapshot.Points.Count > 0);
        }
    }

    public void Dispose() => _listener.Dispose();

    private static MetricStream? To(object? state) => state as MetricStream;

    private void OnPublished(Instrument instrument, MeterListener listener)
    {
        if (!_meters.Matches(instrument.Meter.Name) || StreamIdentity.Of(instrument) is not { } identity)
            return;

        MetricStream? stream;
        lock (_gate)
        {
            if (!_streams.TryGetValue(identity, out stream))
                _streams[identity] = stream = new MetricStream(identity, HistogramBounds.Of(instrument));
            stream.AddInstrument();
        }

        listener.EnableMeasurementEvents(instrument, stream);
    }

    private List<MetricStream> Streams()
    {
        lock (_gate)
            return [.. _streams.Values];
    }

    /// <summary>
    /// A disposed meter's instruments are reported once more; a program that makes meters and disposes them does not grow.
    /// </summary>
    private void ForgetCompleted(List<MetricStream> reported)
    {
        lock (_gate)
        {
            foreach (var stream in reported.Where(static stream => !stream.IsFed))
                _streams.Remove(stream.Identity);
        }
    }
}
