using System.Diagnostics;
using System.Globalization;

namespace Instrumentation.Benchmarks;

/// <summary>Loops in one process, turn by turn, so that all see the same machine: the medians, their ratio and the bytes of each.</summary>
internal static class Paired
{
    private const int Rounds = 31;

    // Long enough for the last tier of the compiler to arrive.
    private const int WarmRounds = 60;

    public static void Compare(TextWriter output, string name, int calls, Action<int> ours, Action<int> peer)
    {
        for (var i = 0; i < WarmRounds; i++)
        {
            ours(calls / 10);
            peer(calls / 10);
        }

        var costs = Measure(Rounds, calls, static () => { }, ours, peer);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-44} {costs[0]}   {costs[1]}   {costs[0].Time - costs[1].Time,7:F2} ns   x{costs[0].Time / costs[1].Time:F2}"));
    }

    /// <summary>What a call of each loop costs.</summary>
    /// <param name="rounds">How often each has its turn.</param>
    /// <param name="calls">How many calls a turn has.</param>
    /// <param name="settle">Runs after each turn, and is not measured.</param>
    /// <param name="loops">The loops.</param>
    /// <returns>A cost for each loop.</returns>
    public static Cost[] Measure(int rounds, int calls, Action settle, params Action<int>[] loops)
    {
        var times = Array.ConvertAll(loops, _ => new double[rounds]);
        for (var i = 0; i < rounds; i++)
        {
            for (var j = 0; j < loops.Length; j++)
            {
                times[j][i] = Time(loops[j], calls);
                settle();
            }
        }

        return [.. loops.Select((loop, j) => new Cost(Median(times[j]), Bytes(loop, calls)))];
    }

    private static double Time(Action<int> loop, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        loop(calls);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }

    private static double Bytes(Action<int> loop, int calls)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        loop(calls);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)calls;
    }

    private static double Median(double[] times)
    {
        Array.Sort(times);
        return times[times.Length / 2];
    }
}

/// <summary>What a call costs.</summary>
/// <param name="Time">Nanoseconds.</param>
/// <param name="Bytes">Bytes on the heap.</param>
internal readonly record struct Cost(double Time, double Bytes)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time,8:F2} ns {Bytes,6:F0} B");
}
