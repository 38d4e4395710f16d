using Instrumentation.Benchmarks.Measuring;
using Instrumentation.Benchmarks.Subjects;
using static Instrumentation.Benchmarks.Subjects.Instruments;

namespace Instrumentation.Benchmarks.Cases;

/// <summary>What a measurement costs while other threads measure too: all on one series, or each on many.</summary>
internal static class ThreadCases
{
    /// <summary>How many operations each thread does: so many that it costs nothing beside them to begin and to end.</summary>
    public const int Turn = 500_000;

    private static readonly int[] ThreadCounts = [2, 4];

    public static IEnumerable<Case> All()
    {
        using var surroundings = new MetricSurroundings();
        foreach (var threads in ThreadCounts)
        {
            yield return new LoopCase(
                $"threads/{threads} on one series",
                n => Run(threads, n, static (c, _) =>
                {
                    for (var i = 0; i < c; i++)
                        Ours2.Add(1, 1);
                }),
                new Peer(
                    Peer.OpenTelemetry,
                    n => Run(threads, n, static (c, _) =>
                    {
                        for (var i = 0; i < c; i++)
                            Their.Add(1, Tag("region", Regions[0]), Tag("tier", Tiers[1]));
                    }),
                    threads == 2 ? Goal.Times(30) : null),
                new Peer("Interlocked on one cell", n => Run(threads, n, static (c, _) => Cells.Interlocked(c))))
            {
                Turn = Turn,
            };
            yield return new LoopCase(
                $"threads/{threads} on many series",
                n => Run(threads, n, static (c, thread) =>
                {
                    for (var i = 0; i < c; i++)
                        Ours3.Add(1, (i + thread) % 24);
                }),
                new Peer(Peer.OpenTelemetry, n => Run(threads, n, static (c, thread) =>
                {
                    for (var i = 0; i < c; i++)
                    {
                        var series = (i + thread) % 24;
                        Their.Add(1, Tag("region", Regions[series / 6]), Tag("tier", Tiers[series / 2 % 3]), Tag("express", Flags[series & 1]));
                    }
                })))
            {
                Turn = Turn,
            };
        }
    }

    // The time of one operation of one thread, while the others do the same.
    private static void Run(int threads, int count, Action<int, int> loop)
    {
        var others = new Thread[threads - 1];
        for (var i = 0; i < others.Length; i++)
        {
            var number = i + 1;
            others[i] = new Thread(() => loop(count, number));
            others[i].Start();
        }

        loop(count, 0);
        foreach (var other in others)
            other.Join();
    }
}
