using System.Diagnostics;
using System.Globalization;

namespace Instrumentation.Benchmarks.Programs;

/// <summary>A program's start: what it takes until its first span has ended, and what the process has by then.</summary>
internal static class Started
{
    public static readonly ActivitySource Source = new("Started");

    /// <summary>Starts telemetry, makes a span, and writes milliseconds, bytes in memory and threads as one line.</summary>
    /// <param name="start">Starts telemetry; what it returns ends it.</param>
    public static void Measure(Func<IDisposable?> start)
    {
        // What every program that makes spans pays, whoever listens.
        Source.StartActivity("nobody listens")?.Dispose();
        var started = Stopwatch.GetTimestamp();
        using var telemetry = start();
        Source.StartActivity("first")?.Dispose();
        var time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time} {process.WorkingSet64} {process.Threads.Count}"));
    }
}
