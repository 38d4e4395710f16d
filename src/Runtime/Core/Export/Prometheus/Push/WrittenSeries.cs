namespace Instrumentation.Export.Prometheus.Push;

/// <summary>A series that a request is to have.</summary>
/// <param name="Metadata">What it is besides its labels.</param>
/// <param name="Name">Its name.</param>
/// <param name="Labels">Its labels, as <see cref="LabelForm"/> makes them.</param>
/// <param name="Start">What its number is since, in milliseconds since 1970; 0 where it is since nothing.</param>
/// <param name="Time">When it was read, in milliseconds since 1970.</param>
/// <param name="Bound">The bound of its bucket; null where it is none of a histogram.</param>
internal readonly record struct WrittenSeries(WrittenMetadata Metadata, string Name, byte[] Labels, long Start, long Time, string? Bound = null)
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>A time as remote-write has it.</summary>
    public static long Milliseconds(long unixNano) => unixNano / NanosecondsPerMillisecond;
}

/// <summary>What a series is besides its labels.</summary>
/// <param name="Type">What its numbers are.</param>
/// <param name="Help">What it is for, in words.</param>
/// <param name="Unit">Its unit, in words.</param>
internal sealed record WrittenMetadata(WrittenType Type, string Help, string Unit);

/// <summary>What numbers are. The values are remote-write's.</summary>
internal enum WrittenType : byte
{
    Counter = 1,
    Gauge = 2,
    Histogram = 3,
    Info = 6,
}
