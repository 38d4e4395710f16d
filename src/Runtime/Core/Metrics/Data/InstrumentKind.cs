namespace Instrumentation.Metrics;

/// <summary>The kinds of instruments. Specification: Metrics API, Instrument.</summary>
public enum InstrumentKind
{
    /// <summary>Adds up what never goes down.</summary>
    Counter,

    /// <summary>Adds up what goes up and down.</summary>
    UpDownCounter,

    /// <summary>Measures what is worth a distribution.</summary>
    Histogram,

    /// <summary>Tells a value when it changes.</summary>
    Gauge,

    /// <summary>Is asked for a total that never goes down.</summary>
    ObservableCounter,

    /// <summary>Is asked for a total that goes up and down.</summary>
    ObservableUpDownCounter,

    /// <summary>Is asked for a value.</summary>
    ObservableGauge,
}
