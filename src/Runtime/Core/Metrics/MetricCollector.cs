using System.Diagnostics.Metrics;
using Instrumentation.Configuration;
using Instrumentation.Diagnostics;
using Instrumentation.Instruments;
using Instrumentation.Metrics.Streams;

namespace Instrumentation.Metrics;

/// <summary>
/// Takes the measurements of the selected meters, those included that come into being later, to streams, and gives them to readers. Bound instruments hold
/// their streams themselves; all others are listened to.
/// </summary>
internal sealed class MetricCollector : IDisposable
{
    private readonly object _gate = new();
    private readonly object _collecting = new();
    private readonly MeterListener _listener = new();
    private readonly NameSelection _meters;
    private readonly StreamCatalog _catalog;
    private readonly Observation _observation;
    private readonly ExemplarFilter _exemplars;
    private volatile bool _isDisposed;

    public MetricCollector(NameSelection meters, IReadOnlyList<ViewBuilder> views, MetricReader[] readers, ExemplarFilter exemplars)
    {
        _meters = meters;
        _catalog = new StreamCatalog(views, Array.ConvertAll(readers, static reader => reader.Options), exemplars);
        _exemplars = exemplars;
        ExemplarUse.Add(exemplars, 1);
        _observation = new Observation(_listener);
        _listener.InstrumentPublished = OnPublished;
        _listener.MeasurementsCompleted = (_, state) => OnCompleted(state);
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => Record((long)value, tags, state));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => Record((long)value, tags, state));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => Record((long)value, tags, state));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => Record((double)value, tags, state));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => Record((double)value, tags, state));
        _listener.Start();
        BoundInstruments.Attach(this);
        for (var i = 0; i < readers.Length; i++)
            readers[i].Start(this, i);
    }

    /// <summary>What a reader has to tell; never for two readers at once.</summary>
    public IReadOnlyList<Metric> Collect(int reader)
    {
        lock (_collecting)
        {
            if (_isDisposed)
                return [];

            _observation.Run(reader);
            List<(MetricStream Stream, ReaderState Reader)> streams;
            lock (_gate)
                streams = _catalog.Of(reader);

            var now = Clock.UnixNano;
            var metrics = new List<Metric>(streams.Count);
            foreach (var (stream, streamReader) in streams)
            {
                if (stream.Collect(streamReader, now) is { } metric)
                    metrics.Add(metric);
            }

            lock (_gate)
                _catalog.Forget(reader);
            return metrics;
        }
    }

    /// <summary>The streams of an instrument that is bound, and whose meter is selected.</summary>
    public MetricStream[] Streams(InstrumentInfo instrument)
    {
        if (!_meters.Matches(instrument.Scope.Name))
            return [];

        lock (_gate)
            return _catalog.Add(instrument);
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;

        ExemplarUse.Add(_exemplars, -1);
        BoundInstruments.Detach(this);
        _listener.Dispose();
        lock (_collecting)
        {
            _isDisposed = true;
            lock (_gate)
                _catalog.Free();
        }
    }

    private void OnPublished(Instrument instrument, MeterListener listener)
    {
        if (TelemetryScope.IsBound(instrument.Meter) || !_meters.Matches(instrument.Meter.Name) || InstrumentInfo.Of(instrument) is not { } info)
            return;

        MetricStream[] streams;
        lock (_gate)
            streams = _catalog.Add(info);
        if (info.IsObservable)
            _observation.Expect();
        if (streams.Length > 0)
            listener.EnableMeasurementEvents(instrument, new InstrumentFeed(info, streams));
    }

    private void OnCompleted(object? state)
    {
        if (state is not InstrumentFeed feed)
            return;

        lock (_gate)
            StreamCatalog.Remove(feed.Streams);
    }

    private static void Record<T>(T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        where T : struct
    {
        if (state is not InstrumentFeed feed)
            return;
        if (feed.Instrument.IsObservable)
            Observation.Record(feed, value, tags);
        else
            feed.Record(value, tags);
    }
}
