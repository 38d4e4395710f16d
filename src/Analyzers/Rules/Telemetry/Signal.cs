namespace Instrumentation.Analyzers;

/// <summary>What a tag belongs to.</summary>
public enum Signal
{
    /// <summary>A span: each is kept by itself, whatever its tags.</summary>
    Span,

    /// <summary>A measurement: each combination of values is a time series.</summary>
    Metric,

    /// <summary>An event of a span.</summary>
    Event,

    /// <summary>A link from one span to another.</summary>
    Link,

    /// <summary>Baggage: it travels with requests to other services.</summary>
    Baggage,

    /// <summary>A source, a meter or an instrument: the same for all that it gives.</summary>
    Scope,
}
