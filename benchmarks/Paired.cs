using System.Diagnostics;
using System.Globalization;

namespace Instrumentation.Benchmarks;

/// <summary>Two loops in one process, turn by turn, so that both see the same machine: the medians, their ratio and the bytes of each.</summary>
internal static class Paired
{
    private const int Rounds = 31;

    public static void Compare(TextWriter output, string name, int calls, Action<int> ours, Action<int> peer)
    {
        // Long enough for the last tier of the compiler to arrive.
        for (var i = 0; i < 60; i++)
        {
            ours(calls / 10);
            peer(calls / 10);
        }

        var (oursTimes, peerTimes) = (new double[Rounds], new double[Rounds]);
        for (var i = 0; i < Rounds; i++)
        {
            oursTimes[i] = Time(ours, calls);
            peerTimes[i] = Time(peer, calls);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-44} {Median(oursTimes),8:F2} ns {Bytes(ours, calls),6:F0} B   {Median(peerTimes),8:F2} ns {Bytes(peer, calls),6:F0} B   {Median(oursTimes) - Median(peerTimes),7:F2} ns   x{Median(oursTimes) / Median(peerTimes):F2}"));
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
