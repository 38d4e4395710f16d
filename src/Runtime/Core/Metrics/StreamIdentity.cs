using System.Diagnostics.Metrics;

namespace Instrumentation.Metrics;

/// <summary>How an instrument's measurements become points.</summary>
internal enum Aggregation
{
    /// <summary>Measurements are added up.</summary>
    Sum,

    /// <summary>Each measurement is a total already.</summary>
    ObservedSum,

    /// <summary>The last measurement counts.</summary>
    LastValue,

    /// <summary>Measurements are counted by buckets.</summary>
    Histogram,
}

/// <summary>What makes two instruments one: measurements of both go to the same series.</summary>
internal sealed record StreamIdentity(string Meter, string? MeterVersion, string Name, string? Unit, Aggregation Aggregation, Type Type)
{
    public bool IsObserved => Aggregation == Aggregation.ObservedSum || Type.GetGenericTypeDefinition() == typeof(ObservableGauge<>);

    /// <summary>The identity of an instrument; null for a kind of instrument that the BCL does not have.</summary>
    public static StreamIdentity? Of(Instrument instrument) =>
        AggregationOf(instrument.GetType()) is { } aggregation
            ? new(instrument.Meter.Name, instrument.Meter.Version, instrument.Name, instrument.Unit, aggregation, instrument.GetType())
            : null;

    private static Aggregation? AggregationOf(Type type)
    {
        if (!type.IsGenericType)
            return null;

        var kind = type.GetGenericTypeDefinition();
        if (kind == typeof(Counter<>) || kind == typeof(UpDownCounter<>))
            return Aggregation.Sum;
        if (kind == typeof(ObservableCounter<>) || kind == typeof(ObservableUpDownCounter<>))
            return Aggregation.ObservedSum;
        if (kind == typeof(Gauge<>) || kind == typeof(ObservableGauge<>))
            return Aggregation.LastValue;
        return kind == typeof(Histogram<>) ? Aggregation.Histogram : null;
    }
}
