namespace Instrumentation.Metrics;

/// <summary>The time, as telemetry writes it.</summary>
internal static class Clock
{
    /// <summary>Nanoseconds since 1970.</summary>
    public static long UnixNano => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
}
