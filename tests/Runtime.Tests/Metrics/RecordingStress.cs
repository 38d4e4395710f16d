using System.Diagnostics.Metrics;
using Instrumentation.Instruments;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Support.Metered;

namespace Instrumentation.Runtime.Tests.Metrics;

/// <summary>Many threads record while readers collect and providers come and go: nothing is lost, and nothing counted twice.</summary>
[Collection(ProcessWide.Name)]
public sealed class RecordingStress
{
    private const int PerThread = 60_000;

    private static readonly TagDimension Region = new("region", "north", "south", "other");

    // More than there are stripes on a small machine, so that some threads have none of their own.
    private static readonly int Threads = Math.Max(12, (Environment.ProcessorCount * 4) + 4);

    private readonly string _name = "Stress." + Guid.NewGuid();

    [Fact]
    public async Task Sums_of_all_ways_are_exact_for_readers_of_totals_and_of_differences()
    {
        using var meter = new Meter(_name);
        var scope = TelemetryScope.Get(_name);
        var bound = new BoundCounter<long>(scope, "bound", null, null, null, Region);
        var real = new BoundUpDownCounter<double>(scope, "real", null, null, null, Region);
        var keyed = new KeyedCounter<long, Named>(scope, "keyed", null, null, null);
        var histogram = new BoundHistogram<long>(scope, "histogram", null, null, [10, 20], null, Region);
        var dynamic = meter.CreateCounter<long>("dynamic");
        ManualReader total = new(), difference = new(new MetricReaderOptions { Temporality = TemporalityPreference.Delta });
        await using var telemetry = Start(_name, metrics => metrics.AddReader(total).AddReader(difference));

        var differences = new Dictionary<string, double>(StringComparer.Ordinal);
        RunThreads(
            thread =>
            {
                for (var i = 0; i < PerThread; i++)
                {
                    bound.Add(1, i % 3);
                    real.Add(0.5, i % 3);
                    keyed.Add(1, new Named($"n{i % 5}"));
                    histogram.Record(i % 30, thread % 3);
                    dynamic.Add(1, Tag("thread", thread), Tag("odd", i % 2 == 1));
                }
            },
            () => AddTo(differences, difference.Collect()));
        AddTo(differences, difference.Collect());

        var all = (double)PerThread * Threads;
        Assert.Equal(all, Total(total, "bound"));
        Assert.Equal(all / 2, Total(total, "real"));
        Assert.Equal(all, Total(total, "keyed"));
        Assert.Equal(all, Total(total, "dynamic"));
        Assert.Equal(all, Total(total, "histogram"));
        Assert.Equal(all, differences["bound"]);
        Assert.Equal(all, differences["keyed"]);
        Assert.Equal(all, differences["dynamic"]);
        Assert.Equal(all, differences["histogram"]);
        var sum = total.Collect().Single(static m => m.Name == "histogram").Points.Sum(static p => p.Histogram!.Sum);
        Assert.Equal(Threads * Enumerable.Range(0, PerThread).Sum(static i => (double)(i % 30)), sum);
    }

    [Fact]
    public async Task Series_that_come_and_go_lose_nothing()
    {
        using var meter = new Meter(_name);
        var counter = meter.CreateCounter<long>("churn");
        var keyed = new KeyedCounter<long, Named>(TelemetryScope.Get(_name), "keyed", null, null, null);
        var reader = new ManualReader(new MetricReaderOptions { Temporality = TemporalityPreference.Delta, CardinalityLimit = 64 });
        await using var telemetry = Start(_name, metrics => metrics.AddReader(reader));

        var differences = new Dictionary<string, double>(StringComparer.Ordinal);
        RunThreads(
            _ =>
            {
                for (var i = 0; i < PerThread; i++)
                {
                    counter.Add(1, Tag("wave", i / 500));
                    keyed.Add(1, new Named($"w{i / 700}"));
                }
            },
            () => AddTo(differences, reader.Collect()));
        AddTo(differences, reader.Collect());

        Assert.Equal((double)PerThread * Threads, differences["churn"]);
        Assert.Equal((double)PerThread * Threads, differences["keyed"]);
    }

    [Fact]
    public async Task Idle_series_leave_their_places_to_others()
    {
        using var meter = new Meter(_name);
        var counter = meter.CreateCounter<long>("idle");
        var reader = new ManualReader(new MetricReaderOptions { Temporality = TemporalityPreference.Delta, CardinalityLimit = 10 });
        await using var telemetry = Start(_name, metrics => metrics.AddReader(reader));
        for (var wave = 0; wave < 50; wave++)
        {
            for (var i = 0; i < 10; i++)
                counter.Add(1, Tag("i", (wave * 10) + i));
            Assert.Equal(10, reader.Collect().Single().Points.Count(static p => p.Tags.ValueOf("i") is not null));
            Assert.Empty(reader.Collect());
            Assert.Empty(reader.Collect());
        }
    }

    [Fact]
    public async Task Providers_that_come_and_go_have_what_was_recorded_meanwhile()
    {
        var bound = new BoundCounter<long>(TelemetryScope.Get(_name), "bound", null, null, null, Region);
        var keeper = new ManualReader();
        await using var telemetry = Start(_name, metrics => metrics.AddReader(keeper));
        using var end = new CancellationTokenSource();
        var others = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var reader = new ManualReader();
                await using var other = Start(_name, metrics => metrics.AddReader(reader).AddView("bound", static v => v.DropTags("region")));
                bound.Add(0, 1);
                Assert.InRange(reader.Collect().Single(static m => m.Name == "bound").Points.Count, 1, 1);
            }
        });
        RunThreads(
            _ =>
            {
                for (var i = 0; i < PerThread; i++)
                    bound.Add(1, i % 3);
            },
            static () => { });
        await end.CancelAsync();
        await others;

        Assert.Equal((double)PerThread * Threads, Total(keeper, "bound"));
    }

    [Fact]
    public async Task What_threads_recorded_stays_when_they_end()
    {
        var bound = new BoundCounter<long>(TelemetryScope.Get(_name), "bound", null, null, null, Region);
        var reader = new ManualReader();
        await using var telemetry = Start(_name, metrics => metrics.AddReader(reader));
        for (var i = 0; i < 500; i++)
        {
            var thread = new Thread(() => bound.Add(1, 0));
            thread.Start();
            thread.Join();
        }

        Assert.Equal(500, Total(reader, "bound"));
    }

    private static void RunThreads(Action<int> record, Action meanwhile)
    {
        var threads = Enumerable.Range(0, Threads).Select(index => new Thread(() => record(index))).ToList();
        threads.ForEach(static thread => thread.Start());
        while (threads.Exists(static thread => thread.IsAlive))
            meanwhile();
        threads.ForEach(static thread => thread.Join());
    }

    private static void AddTo(Dictionary<string, double> totals, IReadOnlyList<Metric> metrics)
    {
        foreach (var metric in metrics)
            totals[metric.Name] = totals.GetValueOrDefault(metric.Name) + metric.Points.Sum(point => Number(metric, point));
    }

    private static double Total(ManualReader reader, string name) => reader.Collect().Where(m => m.Name == name).Sum(static m => m.Points.Sum(p => Number(m, p)));

    private static double Number(Metric metric, MetricPoint point) =>
        point.Histogram?.Count ?? (metric.Description.IsWhole ? point.WholeValue : point.RealValue);

    private readonly record struct Named(string Name) : ITags<Named>
    {
        public static int MaxCount => 1;

        public int CopyTo(Span<KeyValuePair<string, object?>> tags)
        {
            tags[0] = new("name", Name);
            return 1;
        }
    }
}
