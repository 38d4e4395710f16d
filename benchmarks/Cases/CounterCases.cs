using System.Diagnostics.Metrics;
using Instrumentation.Benchmarks.Measuring;
using Instrumentation.Benchmarks.Subjects;
using static Instrumentation.Benchmarks.Subjects.Instruments;

namespace Instrumentation.Benchmarks.Cases;

/// <summary>What a measurement costs: what generated code does, and a platform's instrument that we record, against the peer's SDK and the floor of cells.</summary>
internal static class CounterCases
{
    public static IEnumerable<Case> All()
    {
        using var surroundings = new MetricSurroundings();

        // What the platform takes to hand a measurement to somebody who does nothing with it.
        using var meter = new Meter("Bare");
        using var listener = new MeterListener { InstrumentPublished = (instrument, it) => { if (instrument.Meter == meter) it.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        listener.Start();
        var counter = meter.CreateCounter<long>("c");
        var bare = new Peer(Peer.Bare, n =>
        {
            for (var i = 0; i < n; i++)
                counter.Add(1, Tag("region", Regions[i & 3]), Tag("tier", Tiers[i % 3]));
        });
        foreach (var one in Counters(bare).Concat(Dynamic()).Concat(Histograms()))
            yield return one;
    }

    /// <summary>The same with exemplars of every measurement.</summary>
    public static IEnumerable<Case> WithExemplars()
    {
        using var surroundings = new MetricSurroundings(exemplars: true);
        yield return new LoopCase("exemplars/counter, two bounded tags", Ours2Loop, new Peer(Peer.OpenTelemetry, Their2Loop, Goal.NotSlower));
        yield return new LoopCase("exemplars/counter, one string tag", KeyedLoop, new Peer(Peer.OpenTelemetry, TheirStringLoop, Goal.NotSlower));
        yield return new LoopCase("exemplars/counter, one string tag, dynamic", DynamicLoop, new Peer(Peer.OpenTelemetry, TheirStringLoop, Goal.NotSlower));
        yield return new LoopCase("exemplars/histogram, two bounded tags", HistogramLoop, new Peer(Peer.OpenTelemetry, TheirHistogramLoop, Goal.NotSlower));
    }

    private static IEnumerable<Case> Counters(Peer bare)
    {
        yield return new LoopCase("counter/no tags", Ours0Loop, new Peer(Peer.OpenTelemetry, static n =>
        {
            for (var i = 0; i < n; i++)
                Their.Add(1);
        }), new Peer("Interlocked on one cell", static n => Cells.Interlocked(n)), new Peer("cell of one writer", static n => Cells.Single(n)));
        yield return new LoopCase("counter/one bounded tag", Ours1Loop, new Peer(Peer.OpenTelemetry, static n =>
        {
            for (var i = 0; i < n; i++)
                Their.Add(1, Tag("region", Regions[i & 3]));
        }));
        yield return new LoopCase("counter/two bounded tags", Ours2Loop, new Peer(Peer.OpenTelemetry, Their2Loop, Goal.Times(10)), bare);
        yield return new LoopCase("counter/three bounded tags", Ours3Loop, new Peer(Peer.OpenTelemetry, static n =>
        {
            for (var i = 0; i < n; i++)
                Their.Add(1, Tag("region", Regions[i & 3]), Tag("tier", Tiers[i % 3]), Tag("express", Flags[i & 1]));
        }, Goal.Times(15)));
        yield return new LoopCase("counter/one string tag", KeyedLoop, new Peer(Peer.OpenTelemetry, TheirStringLoop, Goal.Times(3)));
        yield return new LoopCase("counter/two string tags", static n =>
        {
            for (var i = 0; i < n; i++)
                OursKeyed2.Add(1, new UserAndTier(Users[i & 255], (string)Tiers[i % 3]));
        }, new Peer(Peer.OpenTelemetry, static n =>
        {
            for (var i = 0; i < n; i++)
                Their.Add(1, Tag("user", Users[i & 255]), Tag("tier", Tiers[i % 3]));
        }));
    }

    private static IEnumerable<Case> Dynamic()
    {
        yield return new LoopCase("dynamic/one string tag", DynamicLoop, new Peer(Peer.OpenTelemetry, TheirStringLoop, Goal.NotSlower));
        yield return new LoopCase("dynamic/two tags", static n =>
        {
            for (var i = 0; i < n; i++)
                OursDynamic.Add(1, Tag("region", Regions[i & 3]), Tag("tier", Tiers[i % 3]));
        }, new Peer(Peer.OpenTelemetry, Their2Loop, Goal.NotSlower));
        yield return new LoopCase(
            "dynamic/two tags in both orders", static n => Swapped(OursDynamic, n), new Peer(Peer.OpenTelemetry, static n => Swapped(Their, n), Goal.NotSlower));
    }

    private static IEnumerable<Case> Histograms()
    {
        yield return new LoopCase("histogram/two bounded tags", HistogramLoop, new Peer(Peer.OpenTelemetry, TheirHistogramLoop, Goal.Times(5)));
        yield return new LoopCase("histogram/two tags, dynamic", static n =>
        {
            for (var i = 0; i < n; i++)
                OursDynamicHistogram.Record(i & 1023, Tag("region", Regions[i & 3]), Tag("tier", Tiers[i % 3]));
        }, new Peer(Peer.OpenTelemetry, TheirHistogramLoop, Goal.NotSlower));
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

    private static void DynamicLoop(int count)
    {
        for (var i = 0; i < count; i++)
            OursDynamic.Add(1, Tag("user", Users[i & 255]));
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
}
