namespace Instrumentation.Metrics;

/// <summary>Random numbers that are good enough to choose exemplars by, and cost next to nothing.</summary>
internal sealed class Lottery
{
    private ulong _state = (ulong)Environment.TickCount64 | 1;

    /// <summary>A number below a limit.</summary>
    public int Draw(int limit)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)Math.BigMul(_state, (ulong)limit, out _);
    }
}
