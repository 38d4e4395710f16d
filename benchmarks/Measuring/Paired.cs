using System.Diagnostics;

namespace Instrumentation.Benchmarks.Measuring;

/// <summary>Loops in one process, turn by turn, so that all see the same machine.</summary>
internal static class Paired
{
    private static readonly TimeSpan TurnLength = TimeSpan.FromMilliseconds(8);

    // Long enough for the last tier of the compiler to arrive, of processor time: others may have the processor meanwhile.
    private const int WarmTurns = 60;
    private static readonly TimeSpan WarmLength = TimeSpan.FromMilliseconds(400);

    /// <summary>What an operation of each loop costs.</summary>
    /// <param name="turn">How many operations a turn has; null for as many as take some milliseconds.</param>
    /// <param name="rounds">How many turns each loop has.</param>
    /// <param name="settle">Runs after each turn, and is not measured.</param>
    /// <param name="loops">The loops.</param>
    /// <returns>A cost for each loop.</returns>
    public static Cost[] Measure(int? turn, int rounds, Action settle, params Action<int>[] loops)
    {
        int[] counts = [.. loops.Select(loop => turn ?? Calibrate(loop))];
        var warm = Environment.CpuUsage.UserTime + (WarmLength * loops.Length);
        for (var i = 0; i < WarmTurns || Environment.CpuUsage.UserTime < warm; i++)
        {
            for (var j = 0; j < loops.Length; j++)
            {
                loops[j](turn ?? Math.Max(1, counts[j] / 10));
                settle();
            }
        }

        counts = [.. loops.Select(loop => turn ?? Calibrate(loop))];
        var times = Array.ConvertAll(loops, _ => new double[rounds]);
        for (var i = 0; i < rounds; i++)
        {
            for (var j = 0; j < loops.Length; j++)
            {
                times[j][i] = Time(loops[j], counts[j]).TotalNanoseconds / counts[j];
                settle();
            }
        }

        var costs = new Cost[loops.Length];
        for (var j = 0; j < loops.Length; j++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            loops[j](counts[j]);
            costs[j] = new(times[j], Math.Round((GC.GetAllocatedBytesForCurrentThread() - before) / (double)counts[j], 1));
            settle();
        }

        return costs;
    }

    // The better of two: what comes between once, a compilation or somebody else's work, does not make turns too short to mean anything.
    private static int Calibrate(Action<int> loop)
    {
        for (var count = 1; ; count *= 2)
        {
            var (first, second) = (Time(loop, count), Time(loop, count));
            var time = first < second ? first : second;
            if (time > TurnLength / 4)
                return Math.Max(1, (int)(count * (TurnLength / time)));
        }
    }

    private static TimeSpan Time(Action<int> loop, int count)
    {
        var start = Stopwatch.GetTimestamp();
        loop(count);
        return Stopwatch.GetElapsedTime(start);
    }
}

/// <summary>What an operation costs.</summary>
/// <param name="Times">Nanoseconds, of each round.</param>
/// <param name="Bytes">Bytes that it allocates on its thread.</param>
internal readonly record struct Cost(double[] Times, double Bytes);
