using System.Runtime.CompilerServices;

namespace Instrumentation.Metrics.Points;

/// <summary>Guards a cell, for a few instructions, which hardly ever two threads want at once. A field, never copied.</summary>
internal struct CellLock
{
    private int _isTaken;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take()
    {
        if (Interlocked.CompareExchange(ref _isTaken, 1, 0) != 0)
            Wait();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Release() => Volatile.Write(ref _isTaken, 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wait()
    {
        var wait = default(SpinWait);
        while (Interlocked.CompareExchange(ref _isTaken, 1, 0) != 0)
            wait.SpinOnce();
    }
}
