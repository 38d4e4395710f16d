namespace Instrumentation.Tests.Support;

/// <summary>What an action allocates.</summary>
internal static class Allocated
{
    /// <summary>
    /// The bytes that an action allocates on this thread, at best. The runtime itself adds to them now and then: what a thread leaves unused of
    /// its memory when others make it collect counts as allocated, and pools are emptied.
    /// </summary>
    public static long AtBest(Action action)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
