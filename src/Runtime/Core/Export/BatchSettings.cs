namespace Instrumentation.Export;

/// <summary>What counts of <see cref="BatchOptions"/>, variables and defaults.</summary>
internal sealed record BatchSettings(int MaxQueueSize, int MaxExportBatchSize, TimeSpan ScheduledDelay, TimeSpan ExporterTimeout)
{
    /// <summary>More would need an array that there can't be.</summary>
    public const int MaxSize = 1 << 24;

    /// <summary>The specification's defaults for spans.</summary>
    public static BatchSettings Default { get; } = new(2_048, 512, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    /// <summary>These settings, where the options say nothing else.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number or a duration is not above 0.</exception>
    public BatchSettings With(BatchOptions options)
    {
        var queue = Above0(options.MaxQueueSize ?? MaxQueueSize, nameof(options.MaxQueueSize));
        var batch = Above0(options.MaxExportBatchSize ?? MaxExportBatchSize, nameof(options.MaxExportBatchSize));
        return new(
            queue,
            Math.Min(batch, queue),
            Above0(options.ScheduledDelay ?? ScheduledDelay, nameof(options.ScheduledDelay)),
            options.ExporterTimeout is { } timeout ? Above0(timeout, nameof(options.ExporterTimeout)) : ExporterTimeout);
    }

    private static int Above0(int number, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, MaxSize, name);
        return number;
    }

    private static TimeSpan Above0(TimeSpan duration, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, TimeSpan.FromMilliseconds(int.MaxValue), name);
        return duration;
    }
}
