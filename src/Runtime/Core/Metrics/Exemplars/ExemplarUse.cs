using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Instrumentation.Metrics;

/// <summary>Whether any provider wants exemplars: a look at a field where none does.</summary>
internal static class ExemplarUse
{
    private static int _users;
    private static int _usersOfAll;

    /// <summary>Whether a measurement that is made now may become an exemplar.</summary>
    public static bool IsPossible
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _users > 0 && IsPossibleNow();
    }

    public static void Add(ExemplarFilter filter, int count)
    {
        if (filter == ExemplarFilter.AlwaysOff)
            return;

        Interlocked.Add(ref _users, count);
        if (filter == ExemplarFilter.AlwaysOn)
            Interlocked.Add(ref _usersOfAll, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsPossibleNow() => _usersOfAll > 0 || Activity.Current is { Recorded: true };
}
