using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Instrumentation.Instruments;

/// <summary>What histograms of durations, in seconds, have in common.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Durations
{
    /// <summary>
    /// The bounds of their buckets, 5 ms to 10 s, as the semantic conventions' HTTP durations have them: the specification's default bounds are meant for
    /// milliseconds.
    /// </summary>
    [SuppressMessage("Performance", "CA1819", Justification = "It is handed to an instrument, which takes an array.")]
    public static double[] DefaultBuckets { get; } = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    /// <summary>How long ago something was, in seconds.</summary>
    /// <param name="started">The time-stamp of the stopwatch then.</param>
    /// <returns>The seconds since.</returns>
    public static double Since(long started) => Stopwatch.GetElapsedTime(started).TotalSeconds;
}
