namespace Instrumentation.Metrics;

/// <summary>What a reader wants of metrics.</summary>
public sealed class MetricReaderOptions
{
    private int _cardinalityLimit = 2_000;

    /// <summary>What numbers are since; <see cref="TemporalityPreference.Cumulative"/> unless set.</summary>
    public TemporalityPreference Temporality { get; set; }

    /// <summary>How measurements of an instrument become points where no view says so; null for what its kind asks for.</summary>
    public Func<InstrumentKind, Aggregation>? DefaultAggregation { get; set; }

    /// <summary>How many series an instrument may have where neither a view nor the instrument says so; 2,000 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int CardinalityLimit
    {
        get => _cardinalityLimit;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _cardinalityLimit = value;
        }
    }

    internal Temporality TemporalityOf(InstrumentKind kind) => (Temporality, kind) switch
    {
        (TemporalityPreference.Cumulative, _) => Metrics.Temporality.Cumulative,
        (_, InstrumentKind.UpDownCounter or InstrumentKind.ObservableUpDownCounter) => Metrics.Temporality.Cumulative,
        (TemporalityPreference.LowMemory, InstrumentKind.ObservableCounter) => Metrics.Temporality.Cumulative,
        _ => Metrics.Temporality.Delta,
    };

    internal MetricReaderOptions Clone() => (MetricReaderOptions)MemberwiseClone();
}
