using System.Diagnostics;
using System.Runtime.CompilerServices;
using Instrumentation;

namespace Subjects;

/// <summary>Methods that call themselves, and say how far they have come down the stack.</summary>
public static class Deep
{
    /// <summary>The address of something on the stack at the lowest level.</summary>
    [Traced, Counted, Timed, InFlight, MethodImpl(MethodImplOptions.NoInlining)]
    public static nint Down(int levels)
    {
        if (levels == 0)
            return Here();

        // The call is not the last thing that happens here, or there would be no level of it.
        var lowest = Down(levels - 1);
        return lowest == 0 ? levels : lowest;
    }

    /// <summary>Asynchronous, down to the last level at once, and up again when the last one goes on.</summary>
    [Traced, Counted, Timed, InFlight]
    public static async Task<nint> DownLater(int levels, Task gate)
    {
        if (levels > 0)
            return await DownLater(levels - 1, gate);

        var here = Here();
        await gate;
        return here;
    }

    /// <summary>Hops to another thread at each level.</summary>
    [Traced(Recursion = Recursion.Outermost)]
    public static async Task<int> Hop(int levels)
    {
        await Task.Run(static () => { });
        return levels == 0 ? 0 : 1 + await Task.Run(() => Hop(levels - 1));
    }

    /// <summary>Starts one that goes on when this call is over.</summary>
    [Traced(Recursion = Recursion.Outermost)]
    public static Task<Task> LeaveBehind(Task? gate) => gate is null ? Task.FromResult(Task.CompletedTask) : Task.FromResult(Behind(gate));

    /// <summary>Calls back, and so is called again before it has ended.</summary>
    [Traced, Counted, InFlight]
    public static int Reenter(int times, Func<int, int> back) => times == 0 ? Activity.Current is null ? 0 : 1 : back(times - 1);

    public static unsafe nint Here()
    {
        var local = 0;
        return (nint)(&local);
    }

    private static async Task Behind(Task gate)
    {
        await gate;
        await LeaveBehind(null);
    }
}
