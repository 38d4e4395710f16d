using System.Diagnostics;
using Instrumentation.Instruments;

namespace Instrumentation.Runtime.Tests.Support;

/// <summary>A program of its own, for what only a process that ends can show. The test assembly is that program.</summary>
internal static class Child
{
    /// <summary>
    /// What the program does: a span and a count, more of it if it waits, then the end that is asked for, without disposing telemetry.
    /// </summary>
    public static async Task<int> Main(string[] arguments)
    {
        var telemetry = Telemetry.Start();
        var scope = TelemetryScope.Get("Child");
        scope.Source.StartActivity("Child.Work")?.Dispose();
        var calls = scope.Meter.CreateCounter<long>("child.calls");
        calls.Add(1);
        switch (arguments.SingleOrDefault())
        {
            case "return":
                return 0;
            case "exit":
                Environment.Exit(3);
                return 0;
            case "wait":
                await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10));
                calls.Add(1);
                await Console.Error.WriteLineAsync("ready");
                await Task.Delay(TimeSpan.FromMinutes(1));
                return 1;
            default:
                return 2;
        }
    }

    /// <summary>Starts the program.</summary>
    public static Process Start(string ending)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Child).Assembly.Location, ending])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in start.Environment.Keys.Where(static key => key.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(variable);
        return Process.Start(start)!;
    }
}
