namespace Instrumentation.Generator.Contract;

/// <summary>The kinds of instruments that attributes make of members.</summary>
public enum InstrumentKind
{
    Counter,
    UpDownCounter,
    Histogram,
    Gauge,
    ObservableCounter,
    ObservableUpDownCounter,
    ObservableGauge,
}
