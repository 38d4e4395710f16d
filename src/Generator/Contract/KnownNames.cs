namespace Instrumentation.Generator.Contract;

/// <summary>The names by which compiler parts know the runtime's types.</summary>
public static class KnownNames
{
    public const string Namespace = "Instrumentation";
    public const string InstrumentsNamespace = "Instrumentation.Instruments";
    public const string RuntimeAssembly = "Instrumentation.Runtime";

    public const string Traced = "TracedAttribute";
    public const string Counted = "CountedAttribute";
    public const string Timed = "TimedAttribute";
    public const string InFlight = "InFlightAttribute";
    public const string NotInstrumented = "NotInstrumentedAttribute";
    public const string NotIntercepted = "NotInterceptedAttribute";
    public const string Tag = "TagAttribute";
    public const string Carrier = "CarrierAttribute";
    public const string InstrumentationScope = "InstrumentationScopeAttribute";
    public const string Wrapped = "WrappedAttribute";

    public const string Counter = "CounterAttribute";
    public const string UpDownCounter = "UpDownCounterAttribute";
    public const string Histogram = "HistogramAttribute";
    public const string Gauge = "GaugeAttribute";
    public const string ObservableCounter = "ObservableCounterAttribute";
    public const string ObservableUpDownCounter = "ObservableUpDownCounterAttribute";

    /// <summary>What the builders of methods that observe themselves are called; the one of a task with a result has a type parameter.</summary>
    public const string TaskBuilder = "TracedBuilder";
    public const string ValueTaskBuilder = "TracedValueTaskBuilder";

    /// <summary>A partial method's body stands in a method of its name and this suffix.</summary>
    public const string CoreSuffix = "Core";

    /// <summary>The method by which an object's observed values come to be asked for.</summary>
    public const string StartObserving = "StartObserving";

    /// <summary>Whether an attribute of this simple name, suffix or not, can be one that instruments a method or the methods of a type.</summary>
    public static bool InstrumentsMethods(string name) => name
        is "Traced" or Traced
        or "Counted" or Counted
        or "Timed" or Timed
        or "InFlight" or InFlight;

    /// <summary>The attributes that make an instrument of a member.</summary>
    public static readonly string[] InstrumentAttributes = [Counter, UpDownCounter, Histogram, Gauge, ObservableCounter, ObservableUpDownCounter];
}
