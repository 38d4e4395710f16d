using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Instrumentation.Behaviour.Tests.Harness;

/// <summary>Listens to one scope: to its spans, its metrics, or both.</summary>
internal sealed class Recorder : IDisposable
{
    public const string Scope = "Behaviour.Observed";

    private readonly List<Activity> _spans = [];
    private readonly List<Measurement> _measurements = [];
    private readonly ActivityListener? _activityListener;
    private readonly MeterListener? _meterListener;

    public Recorder(ActivitySamplingResult sampling = ActivitySamplingResult.AllDataAndRecorded, bool spans = true, bool metrics = true)
    {
        if (spans)
        {
            _activityListener = new ActivityListener
            {
                ShouldListenTo = static source => source.Name == Scope,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => sampling,
                ActivityStopped = Keep,
            };
            ActivitySource.AddActivityListener(_activityListener);
        }

        if (metrics)
        {
            _meterListener = new MeterListener
            {
                InstrumentPublished = static (instrument, listener) =>
                {
                    if (instrument.Meter.Name == Scope)
                        listener.EnableMeasurementEvents(instrument);
                },
            };
            _meterListener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _meterListener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _meterListener.Start();
        }
    }

    /// <summary>The spans that have ended, in the order of their ends.</summary>
    public IReadOnlyList<Activity> Spans
    {
        get
        {
            lock (_spans)
                return [.. _spans];
        }
    }

    public IReadOnlyList<Measurement> Measurements
    {
        get
        {
            lock (_measurements)
                return [.. _measurements];
        }
    }

    /// <summary>The only span.</summary>
    public Activity Span => Assert.Single(Spans);

    /// <summary>The spans as text, a line each: name, status, tags, and the parent's name if that is a span of the scope too.</summary>
    public string SpanText => string.Join('\n', Spans.Select(Rendering.Of));

    /// <summary>The measurements as text, a line each, durations without their value.</summary>
    public string MetricText => string.Join('\n', Measurements.Select(Rendering.Of));

    public void Dispose()
    {
        _activityListener?.Dispose();
        _meterListener?.Dispose();
    }

    private void Keep(Activity span)
    {
        lock (_spans)
            _spans.Add(span);
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_measurements)
            _measurements.Add(new Measurement(instrument, value, tags.ToArray()));
    }
}

internal sealed record Measurement(Instrument Instrument, double Value, KeyValuePair<string, object?>[] Tags)
{
    public string Name => Instrument.Name;
}
