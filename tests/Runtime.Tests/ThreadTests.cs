using System.Diagnostics;
using System.Diagnostics.Metrics;
using Instrumentation.Export;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests;

[Collection(ProcessWide.Name)]
public sealed class ThreadTests
{
    [Fact]
    public async Task Telemetry_starts_no_thread()
    {
        if (!OperatingSystem.IsLinux())
            return;

        using var source = new ActivitySource("Threads");
        using var meter = new Meter("Threads");
        var before = Threads();
        await using var telemetry = Telemetry.Start(static t => t
            .WithTracing(static t => t.AddSource("Threads").AddExporter(new InMemoryExporter<Activity>()).AddOtlpExporter(static o => o.Endpoint = new Uri("http://127.0.0.1:9")))
            .WithMetrics(static m => m.AddMeter("Threads").AddExporter(new InMemoryExporter<Metric>()).AddOtlpExporter(static o => o.Endpoint = new Uri("http://127.0.0.1:9")))
            .OnError(static _ => { }));
        source.StartActivity()?.Dispose();
        meter.CreateCounter<long>("c").Add(1);
        await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(1));

        Assert.Empty(Threads().Except(before));
    }

    // All but the platform's own, which bear its name: its pool, timer and compiler come and go.
    private static HashSet<string> Threads() =>
    [
        .. Directory.EnumerateDirectories("/proc/self/task")
            .Where(static task => !Name(task).StartsWith(".NET ", StringComparison.Ordinal)),
    ];

    private static string Name(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm"));
        }
        catch (IOException)
        {
            // It has ended.
            return ".NET ";
        }
    }
}
