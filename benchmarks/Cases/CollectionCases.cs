using System.Diagnostics.Metrics;
using System.Globalization;
using Instrumentation.Benchmarks.Measuring;
using Instrumentation.Benchmarks.Subjects;
using static Instrumentation.Benchmarks.Subjects.Instruments;

namespace Instrumentation.Benchmarks.Cases;

/// <summary>What it costs to collect, and what an instrument and a series keep.</summary>
internal static class CollectionCases
{
    private const int Series = 10_000;
    private const int Instruments = 500;

    private static readonly int[] ReaderCounts = [1, 2, 3];
    private static readonly int[] Sizes = [Series / 10, Series, Series * 10];

    public static IEnumerable<Case> All()
    {
        foreach (var readers in ReaderCounts)
        {
            using var surroundings = new MetricSurroundings(readers, limit: Series + 1);
            using var many = Many(Series);
            yield return new LoopCase(
                $"collection/10,000 series, {readers} reader{(readers == 1 ? "" : "s")}",
                n => { for (var i = 0; i < n; i++) surroundings.Collect(); },
                new Peer(Peer.OpenTelemetry, n => { for (var i = 0; i < n; i++) surroundings.TheirCollect(); }, Goal.Times(3)));
        }
    }

    /// <summary>The same at several sizes.</summary>
    public static IEnumerable<Case> Scale()
    {
        yield return new OtherCase("scale/collection", static name => Scaling.Measure(name, Sizes, static size =>
        {
            var surroundings = new MetricSurroundings(limit: size + 1);
            var many = Many(size);
            return new(
                n => { for (var i = 0; i < n; i++) surroundings.Collect(); },
                n => { for (var i = 0; i < n; i++) surroundings.TheirCollect(); },
                () =>
                {
                    many.Dispose();
                    surroundings.Dispose();
                });
        }));
        yield return new OtherCase("scale/counter among series", static name => Scaling.Measure(name, Sizes, static size =>
        {
            var surroundings = new MetricSurroundings(limit: size + 1);
            var many = Many(size);
            return new(n => many.Add(many.Ours, n, size), n => many.Add(many.Theirs, n, size), () =>
            {
                many.Dispose();
                surroundings.Dispose();
            });
        }));
    }

    /// <summary>Bytes that are kept.</summary>
    public static IEnumerable<Case> Memory()
    {
        using (new MetricSurroundings())
        {
            yield return new OtherCase("memory/idle instrument", static name =>
                [Row.OfBytes(name, Grown(Ours, Idle) / Instruments, Peer.OpenTelemetry, Grown(Theirs, Idle) / Instruments, Goal.Times(100))]);
        }

        using var surroundings = new MetricSurroundings(limit: Series + 1);
        yield return new OtherCase("memory/series of one tag, of 10,000", static name =>
            [Row.OfBytes(name, Grown(Ours, NewSeries) / Series, Peer.OpenTelemetry, Grown(Theirs, NewSeries) / Series)]);
    }

    private static ManySeries Many(int count) => new(count);

    private static double Grown(Meter meter, Action<Meter> step)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        step(meter);
        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    private static void Idle(Meter meter)
    {
        for (var i = 0; i < Instruments; i++)
            meter.CreateCounter<long>(string.Create(CultureInfo.InvariantCulture, $"idle.{i}"));
    }

    private static void NewSeries(Meter meter)
    {
        var counter = meter.CreateCounter<long>("new.series");
        for (var i = 0; i < Series; i++)
            counter.Add(1, Tag("series", i));
    }

    /// <summary>A counter of many series on each side, in meters of its own.</summary>
    private sealed class ManySeries : IDisposable
    {
        private readonly Meter _ours = new(OurMeter);
        private readonly Meter _theirs = new(TheirMeter);
        private readonly object[] _values;

        public ManySeries(int count)
        {
            _values = [.. Enumerable.Range(0, count).Select(static i => (object)i)];
            Ours = _ours.CreateCounter<long>("many");
            Theirs = _theirs.CreateCounter<long>("many");
            Add(Ours, count, count);
            Add(Theirs, count, count);
        }

        public Counter<long> Ours { get; }

        public Counter<long> Theirs { get; }

        public void Add(Counter<long> counter, int times, int series)
        {
            for (int i = 0, at = 0; i < times; i++)
            {
                counter.Add(1, Tag("series", _values[at]));
                at = at + 1 == series ? 0 : at + 1;
            }
        }

        public void Dispose()
        {
            _ours.Dispose();
            _theirs.Dispose();
        }
    }
}
