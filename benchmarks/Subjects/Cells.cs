namespace Instrumentation.Benchmarks.Subjects;

/// <summary>The least that counting can cost.</summary>
internal static class Cells
{
    private static readonly long[] Shared = new long[16];
    private static readonly long[] Own = new long[16];

    public static void Interlocked(int count)
    {
        for (var i = 0; i < count; i++)
            System.Threading.Interlocked.Add(ref Shared[8], 1);
    }

    // Each addition is to be seen by others, as that of a real cell.
    public static void Single(int count)
    {
        for (var i = 0; i < count; i++)
            Volatile.Write(ref Own[8], Own[8] + 1);
    }
}
