using System.Diagnostics.Metrics;
using Instrumentation.Instruments;
using Instrumentation.Metrics;

namespace Instrumentation.Runtime.Tests.Support;

/// <summary>Threads that record while readers collect, as a program of its own: under other settings of the runtime, and compiled ahead of time.</summary>
public static class RecordingLoad
{
    private const int Threads = 12;
    private const int PerThread = 100_000;

    /// <summary>Records, and adds up what readers of totals and of differences were told.</summary>
    /// <returns>One line each.</returns>
    public static async Task<string[]> RunAsync()
    {
        using var meter = new Meter("Load");
        var bound = new BoundCounter<long>(TelemetryScope.Get("Load"), "bound", null, null, null, new TagDimension("odd", false, true));
        var histogram = new BoundHistogram<double>(TelemetryScope.Get("Load"), "histogram", null, null, [10], null, new TagDimension("odd", false, true));
        var dynamic = meter.CreateCounter<double>("dynamic");
        ManualReader total = new(), difference = new(new MetricReaderOptions { Temporality = TemporalityPreference.Delta });
        await using var telemetry = Telemetry.Start(b => b.WithMetrics(m => m.AddMeter("Load").AddReader(total).AddReader(difference)));
        var differences = new Dictionary<string, double>(StringComparer.Ordinal);
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            for (var i = 0; i < PerThread; i++)
            {
                bound.Add(1, i & 1);
                histogram.Record(i % 20, i & 1);
                dynamic.Add(0.5, new KeyValuePair<string, object?>("thread", thread));
            }
        })).ToList();
        threads.ForEach(static thread => thread.Start());
        while (threads.Exists(static thread => thread.IsAlive))
            Add(difference.Collect());
        Add(difference.Collect());
        return [.. total.Collect().Select(m => FormattableString.Invariant($"{m.Name} {Sum(m)} {differences[m.Name]}")).Order(StringComparer.Ordinal)];

        void Add(IReadOnlyList<Metric> metrics)
        {
            foreach (var metric in metrics)
                differences[metric.Name] = differences.GetValueOrDefault(metric.Name) + Sum(metric);
        }
    }

    /// <summary>What it must come to.</summary>
    public static string[] Expected { get; } = ["bound 1200000 1200000", "dynamic 600000 600000", "histogram 1200000 1200000"];

    private static double Sum(Metric metric) => metric.Points.Sum(p => p.Histogram?.Count ?? (metric.Description.IsWhole ? p.WholeValue : p.RealValue));
}
