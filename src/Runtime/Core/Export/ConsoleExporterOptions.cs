namespace Instrumentation.Export;

/// <summary>How the console exporter writes.</summary>
public sealed class ConsoleExporterOptions
{
    private TimeSpan? _metricsInterval;

    internal ConsoleExporterOptions()
    {
    }

    /// <summary>
    /// Where to; by default standard output. One task writes to it, each trace and each table in a single call. It is not disposed.
    /// </summary>
    public TextWriter? Output { get; set; }

    /// <summary>
    /// Whether in colour; by default on a terminal alone, unless the variable <c>NO_COLOR</c> is set or <c>TERM</c> is <c>dumb</c>.
    /// </summary>
    public bool? Colors { get; set; }

    /// <summary>
    /// How often the metrics are written, besides at the end; by default as <c>OTEL_METRIC_EXPORT_INTERVAL</c> says (milliseconds), or
    /// every 60 s. <see cref="Timeout.InfiniteTimeSpan"/> writes them at the end alone.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not at least a millisecond, or more than <see cref="int.MaxValue"/> of
    /// them.</exception>
    public TimeSpan? MetricsInterval
    {
        get => _metricsInterval;
        set
        {
            if (value is { } interval && interval != Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(1), nameof(value));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, TimeSpan.FromMilliseconds(int.MaxValue), nameof(value));
            }

            _metricsInterval = value;
        }
    }

    internal static ConsoleExporterOptions From(Action<ConsoleExporterOptions>? configure)
    {
        var options = new ConsoleExporterOptions();
        configure?.Invoke(options);
        return options;
    }
}
