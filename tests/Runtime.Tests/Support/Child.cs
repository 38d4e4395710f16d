using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Export.Disk;

namespace Instrumentation.Runtime.Tests.Support;

/// <summary>A program of its own, for what only a process that ends can show. The test assembly is that program.</summary>
internal static class Child
{
    /// <summary>
    /// What the program does: a span and a count, more of it if it waits, then the end that is asked for, without disposing telemetry.
    /// </summary>
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["record"])
        {
            foreach (var line in await RecordingLoad.RunAsync())
                await Console.Out.WriteLineAsync(line);
            return 0;
        }

        if (arguments is ["disk", ..])
            return DiskProgram.Run(arguments[1..]);

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
            case "throw":
                throw new InvalidOperationException("nobody handles this");
            case "throw elsewhere":
                var thread = new Thread(static () => throw new InvalidOperationException("nobody handles this"));
                thread.Start();
                thread.Join();
                return 1;
            case "stop by itself":
                return await StopByItselfAsync(calls);
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

    // As a host does, which is told to end and ends in its own time.
    private static async Task<int> StopByItselfAsync(Counter<long> calls)
    {
        var told = new TaskCompletionSource();
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            told.SetResult();
        });
        await Console.Error.WriteLineAsync("ready");
        await told.Task.WaitAsync(TimeSpan.FromMinutes(1));
        calls.Add(1);
        return 5;
    }

    /// <summary>Starts the program.</summary>
    public static Process Start(string ending, params (string Name, string Value)[] variables) => Start([ending], variables);

    /// <summary>Starts the program.</summary>
    public static Process Start(string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Child).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in start.Environment.Keys.Where(static key => key.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(variable);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
