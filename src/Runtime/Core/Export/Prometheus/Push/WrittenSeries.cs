namespace Instrumentation.Export.Prometheus.Push;

/// <summary>A series that a request is to have.</summary>
/// <param name="Family">What it is one of.</param>
/// <param name="Name">Its name.</param>
/// <param name="Labels">Its labels, as <see cref="LabelForm"/> makes them.</param>
/// <param name="Bound">The bound of its bucket; null where it is none of a histogram.</param>
/// <param name="Start">What its number is since, in milliseconds since 1970; 0 where that is not known.</param>
/// <param name="Time">When it was read.</param>
internal readonly record struct WrittenSeries(WrittenFamily Family, string Name, byte[] Labels, string? Bound, long Start, long Time);

/// <summary>What all series of a metric have in common.</summary>
/// <param name="Type">What its numbers are.</param>
/// <param name="Help">What it is for, in words.</param>
/// <param name="Unit">Its unit, in words.</param>
/// <param name="Translation">How names are translated.</param>
internal sealed record WrittenFamily(WrittenType Type, string Help, string Unit, PrometheusTranslation Translation);

/// <summary>What numbers are. The numbers are remote-write's.</summary>
internal enum WrittenType : byte
{
    Counter = 1,
    Gauge = 2,
    Histogram = 3,
    Info = 6,
}
