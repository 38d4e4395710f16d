namespace Instrumentation.Metrics;

/// <summary>What does not change of a metric.</summary>
public sealed class MetricDescription
{
    internal MetricDescription(MeterScope scope, string name, string? unit, string? text, InstrumentKind instrument, MetricKind kind, bool isWhole)
    {
        Scope = scope;
        Name = name;
        Unit = unit;
        Text = text;
        Instrument = instrument;
        Kind = kind;
        IsWhole = isWhole;
    }

    /// <summary>The meter.</summary>
    public MeterScope Scope { get; }

    /// <summary>The metric's name: the instrument's, unless a view gave another.</summary>
    public string Name { get; }

    /// <summary>The unit, if there is one, as UCUM writes it.</summary>
    public string? Unit { get; }

    /// <summary>What it is for, in words, if that was said.</summary>
    public string? Text { get; }

    /// <summary>The kind of the instrument.</summary>
    public InstrumentKind Instrument { get; }

    /// <summary>What its points hold.</summary>
    public MetricKind Kind { get; }

    /// <summary>Whether its numbers are whole; else they are real. A histogram's sum is real always.</summary>
    public bool IsWhole { get; }

    /// <summary>Whether its total never goes down.</summary>
    public bool IsMonotonic =>
        Kind == MetricKind.Sum && Instrument is InstrumentKind.Counter or InstrumentKind.ObservableCounter or InstrumentKind.Histogram;
}
