using System.Diagnostics;

namespace Instrumentation.Metrics;

/// <summary>Random numbers that are good enough to choose exemplars by, and cost next to nothing. Each thread has its own.</summary>
internal static class Lottery
{
    [ThreadStatic]
    private static ulong _state;

    /// <summary>A number below a limit.</summary>
    public static int Draw(int limit)
    {
        var state = _state;
        if (state == 0)
            state = (ulong)Stopwatch.GetTimestamp() | 1;
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        _state = state;
        return (int)Math.BigMul(state, (ulong)limit, out _);
    }
}
