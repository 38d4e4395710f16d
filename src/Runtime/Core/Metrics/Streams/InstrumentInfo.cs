using System.Diagnostics.Metrics;
using Instrumentation.Instruments;

namespace Instrumentation.Metrics.Streams;

/// <summary>What there is to know of an instrument.</summary>
internal sealed record InstrumentInfo(
    MeterScope Scope, string Name, string? Unit, string? Description, InstrumentKind Kind, bool IsWhole, double[]? Buckets, TagSet Tags)
{
    /// <summary>The limit of series that the instrument itself asks for.</summary>
    public int? Limit { get; init; }

    public bool IsObservable => Kind >= InstrumentKind.ObservableCounter;

    /// <summary>What the BCL knows of an instrument; null for a kind that the BCL does not have.</summary>
    public static InstrumentInfo? Of(Instrument instrument)
    {
        var type = instrument.GetType();
        if (!type.IsGenericType || KindOf(type.GetGenericTypeDefinition()) is not { } kind)
            return null;

        var number = type.GetGenericArguments()[0];
        var isWhole = number != typeof(double) && number != typeof(float) && number != typeof(decimal);
        return new(
            new MeterScope(instrument.Meter), instrument.Name, Text(instrument.Unit), Text(instrument.Description), kind, isWhole, Advised(instrument),
            TagSequence.Canonical(instrument.Tags))
        { Limit = ObservedLimits.Of(instrument) };
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static InstrumentKind? KindOf(Type type)
    {
        if (type == typeof(Counter<>))
            return InstrumentKind.Counter;
        if (type == typeof(UpDownCounter<>))
            return InstrumentKind.UpDownCounter;
        if (type == typeof(Histogram<>))
            return InstrumentKind.Histogram;
        if (type == typeof(Gauge<>))
            return InstrumentKind.Gauge;
        if (type == typeof(ObservableCounter<>))
            return InstrumentKind.ObservableCounter;
        if (type == typeof(ObservableUpDownCounter<>))
            return InstrumentKind.ObservableUpDownCounter;
        return type == typeof(ObservableGauge<>) ? InstrumentKind.ObservableGauge : null;
    }

    private static double[]? Advised(Instrument instrument) => instrument switch
    {
        Instrument<double> i => Sorted(i.Advice, static bound => bound),
        Instrument<long> i => Sorted(i.Advice, static bound => bound),
        Instrument<int> i => Sorted(i.Advice, static bound => bound),
        Instrument<float> i => Sorted(i.Advice, static bound => bound),
        Instrument<decimal> i => Sorted(i.Advice, static bound => (double)bound),
        Instrument<short> i => Sorted(i.Advice, static bound => bound),
        Instrument<byte> i => Sorted(i.Advice, static bound => bound),
        _ => null,
    };

    private static double[]? Sorted<T>(InstrumentAdvice<T>? advice, Func<T, double> convert)
        where T : struct =>
        advice?.HistogramBucketBoundaries is { } bounds ? [.. bounds.Select(convert).Where(double.IsFinite).Distinct().Order()] : null;
}
