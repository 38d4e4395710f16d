namespace Instrumentation.Metrics;

/// <summary>What a point's numbers are since. Specification: Metrics Data Model, Temporality.</summary>
public enum Temporality
{
    /// <summary>Since the series began.</summary>
    Cumulative,

    /// <summary>Since the reader's last collection.</summary>
    Delta,
}
