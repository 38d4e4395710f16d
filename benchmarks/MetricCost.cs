using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Globalization;
using Instrumentation.Instruments;
using Instrumentation.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Instrumentation.Benchmarks;

/// <summary>What a measurement costs, and a collection, and memory: against OpenTelemetry's SDK. Both have one reader, and no exemplars.</summary>
internal static class MetricCost
{
    private const int Calls = 2_000_000;
    private const int Series = 10_000;

    private static readonly TelemetryScope Scope = TelemetryScope.Get("Ours.Metrics");
    private static readonly Meter Dynamic = new("Ours.Dynamic");
    private static readonly Meter Theirs = new("Theirs");

    private static readonly object[] Regions = ["north", "south", "east", "west"];
    private static readonly object[] Tiers = ["free", "team", "firm"];
    private static readonly object[] Flags = [true, false];
    private static readonly string[] Users = [.. Enumerable.Range(0, 256).Select(static i => string.Create(CultureInfo.InvariantCulture, $"user-{i}"))];

    private static readonly TagDimension Region = new("region", [.. Regions]);
    private static readonly TagDimension Tier = new("tier", [.. Tiers]);
    private static readonly TagDimension Flag = new("express", [.. Flags]);

    private static readonly BoundCounter<long> Ours0 = new(Scope, "c0", null, null, null);
    private static readonly BoundCounter<long> Ours1 = new(Scope, "c1", null, null, null, Region);
    private static readonly BoundCounter<long> Ours2 = new(Scope, "c2", null, null, null, Region, Tier);
    private static readonly BoundCounter<long> Ours3 = new(Scope, "c3", null, null, null, Region, Tier, Flag);
    private static readonly BoundHistogram<double> OursHistogram = new(Scope, "h2", null, null, null, null, Region, Tier);
    private static readonly KeyedCounter<long, User> OursKeyed = new(Scope, "k1", null, null, null);
    private static readonly Counter<long> OursDynamic = Dynamic.CreateCounter<long>("d");
    private static readonly Histogram<double> OursDynamicHistogram = Dynamic.CreateHistogram<double>("dh");
    private static readonly Counter<long> OursMany = Dynamic.CreateCounter<long>("many");

    private static readonly Counter<long> Their = Theirs.CreateCounter<long>("c");
    private static readonly Histogram<double> TheirHistogram = Theirs.CreateHistogram<double>("h");
    private static readonly Counter<long> TheirMany = Theirs.CreateCounter<long>("many");

    [SuppressMessage("Reliability", "CA2000", Justification = "The providers dispose their readers.")]
    public static void Measure(TextWriter output)
    {
        Environment.SetEnvironmentVariable("OTEL_TRACES_EXPORTER", "none");
        var reader = new ManualReader(new Metrics.MetricReaderOptions { CardinalityLimit = Series + 1 });
        var theirReader = new BaseExportingMetricReader(new Nothing());
        using var theirs = Sdk.CreateMeterProviderBuilder()
            .AddMeter("Theirs")
            .AddView("*", new MetricStreamConfiguration { CardinalityLimit = Series + 1 })
            .AddReader(theirReader)
            .Build();
        using var ours = Telemetry.Start(b => b.WithMetrics(m => m.AddMeter("Ours.Dynamic").SetExemplarFilter(ExemplarFilter.AlwaysOff).AddReader(reader)));

        output.WriteLine($"{"",-44} {"ours",20}   {"peer",20}");
        Paired.Compare(output, "counter, no tag", Calls, Ours0Loop, static n => Loop(n, static _ => Their.Add(1)));
        Paired.Compare(output, "counter, 1 bounded tag", Calls, Ours1Loop, static n =>
        {
            for (var i = 0; i < n; i++)
                Their.Add(1, Tag("region", Regions[i & 3]));
        });
        Paired.Compare(output, "counter, 2 bounded tags", Calls, Ours2Loop, Their2Loop);
        Paired.Compare(output, "counter, 3 bounded tags", Calls, Ours3Loop, static n =>
        {
            for (var i = 0; i < n; i++)
                Their.Add(1, Tag("region", Regions[i & 3]), Tag("tier", Tiers[i % 3]), Tag("express", Flags[i & 1]));
        });
        Paired.Compare(output, "counter, 1 string tag, keyed", Calls, KeyedLoop, TheirStringLoop);
        Paired.Compare(output, "counter, 1 string tag, dynamic", Calls, static n =>
        {
            for (var i = 0; i < n; i++)
                OursDynamic.Add(1, Tag("user", Users[i & 255]));
        }, TheirStringLoop);
        Paired.Compare(output, "counter, 2 tags, dynamic", Calls, static n =>
        {
            for (var i = 0; i < n; i++)
                OursDynamic.Add(1, Tag("region", Regions[i & 3]), Tag("tier", Tiers[i % 3]));
        }, Their2Loop);
        Paired.Compare(output, "counter, 2 tags in both orders, dynamic", Calls, static n => Swapped(OursDynamic, n), static n => Swapped(Their, n));
        Paired.Compare(output, "histogram, 2 bounded tags", Calls, HistogramLoop, TheirHistogramLoop);
        Paired.Compare(output, "histogram, 2 tags, dynamic", Calls, static n =>
        {
            for (var i = 0; i < n; i++)
                OursDynamicHistogram.Record(i & 1023, Tag("region", Regions[i & 3]), Tag("tier", Tiers[i % 3]));
        }, TheirHistogramLoop);
        Paired.Compare(
            output,
            "counter, 2 tags, two threads on one series",
            Calls,
            static n => TwoThreads(n, static c =>
            {
                for (var i = 0; i < c; i++)
                    Ours2.Add(1, 1);
            }),
            static n => TwoThreads(n, static c =>
            {
                for (var i = 0; i < c; i++)
                    Their.Add(1, Tag("region", Regions[0]), Tag("tier", Tiers[1]));
            }));
        for (var i = 0; i < Series; i++)
        {
            OursMany.Add(1, Tag("series", i));
            TheirMany.Add(1, Tag("series", i));
        }

        Paired.Compare(output, "collection of 10,000 series", 500, n => Loop(n, _ => reader.Collect()), n => Loop(n, _ => theirReader.Collect()));
        Memory(output, "idle instrument", Instruments, Instruments, 500);
        Memory(output, "series of one tag, of 10,000", NewSeries, NewSeries, Series);
    }

    private static void Memory(TextWriter output, string name, Action<Meter> ours, Action<Meter> theirs, int count)
    {
        var (own, peer) = (Grown(Dynamic, ours) / (double)count, Grown(Theirs, theirs) / (double)count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-44} {own,17:F0} B   {peer,17:F0} B   {"",10}   x{own / peer:F3}"));
    }

    private static long Grown(Meter meter, Action<Meter> step)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        step(meter);
        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    private static void Instruments(Meter meter)
    {
        for (var i = 0; i < 500; i++)
            meter.CreateCounter<long>(string.Create(CultureInfo.InvariantCulture, $"idle.{i}"));
    }

    private static void NewSeries(Meter meter)
    {
        var counter = meter.CreateCounter<long>("new.series");
        for (var i = 0; i < Series; i++)
            counter.Add(1, Tag("series", i));
    }

    private static KeyValuePair<string, object?> Tag(string key, object? value) => new(key, value);

    private static void Loop(int count, Action<int> step)
    {
        for (var i = 0; i < count; i++)
            step(i);
    }

    private static void Ours0Loop(int count)
    {
        for (var i = 0; i < count; i++)
            Ours0.Add(1, 0);
    }

    private static void Ours1Loop(int count)
    {
        for (var i = 0; i < count; i++)
            Ours1.Add(1, i & 3);
    }

    private static void Ours2Loop(int count)
    {
        for (var i = 0; i < count; i++)
            Ours2.Add(1, ((i & 3) * 3) + (i % 3));
    }

    private static void Ours3Loop(int count)
    {
        for (var i = 0; i < count; i++)
            Ours3.Add(1, ((((i & 3) * 3) + (i % 3)) * 2) + (i & 1));
    }

    private static void Their2Loop(int count)
    {
        for (var i = 0; i < count; i++)
            Their.Add(1, Tag("region", Regions[i & 3]), Tag("tier", Tiers[i % 3]));
    }

    private static void KeyedLoop(int count)
    {
        for (var i = 0; i < count; i++)
            OursKeyed.Add(1, new User(Users[i & 255]));
    }

    private static void TheirStringLoop(int count)
    {
        for (var i = 0; i < count; i++)
            Their.Add(1, Tag("user", Users[i & 255]));
    }

    private static void HistogramLoop(int count)
    {
        for (var i = 0; i < count; i++)
            OursHistogram.Record(i & 1023, ((i & 3) * 3) + (i % 3));
    }

    private static void TheirHistogramLoop(int count)
    {
        for (var i = 0; i < count; i++)
            TheirHistogram.Record(i & 1023, Tag("region", Regions[i & 3]), Tag("tier", Tiers[i % 3]));
    }

    private static void Swapped(Counter<long> counter, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if ((i & 1) == 0)
                counter.Add(1, Tag("region", Regions[i & 3]), Tag("tier", Tiers[i % 3]));
            else
                counter.Add(1, Tag("tier", Tiers[i % 3]), Tag("region", Regions[i & 3]));
        }
    }

    private static void TwoThreads(int count, Action<int> loop)
    {
        var other = new Thread(() => loop(count));
        other.Start();
        loop(count);
        other.Join();
    }

    private readonly record struct User(string Name) : ITags<User>
    {
        public static int MaxCount => 1;

        // As the build writes it.
        public override int GetHashCode() => TagHash.Fold(TagHash.Add(0, Name));

        public int CopyTo(Span<KeyValuePair<string, object?>> tags)
        {
            tags[0] = new("user", Name);
            return 1;
        }
    }

    private sealed class Nothing : BaseExporter<OpenTelemetry.Metrics.Metric>
    {
        public override OpenTelemetry.ExportResult Export(in OpenTelemetry.Batch<OpenTelemetry.Metrics.Metric> batch)
        {
            foreach (var metric in batch)
            {
                foreach (ref readonly var point in metric.GetMetricPoints())
                    _ = point.StartTime;
            }

            return OpenTelemetry.ExportResult.Success;
        }
    }
}
