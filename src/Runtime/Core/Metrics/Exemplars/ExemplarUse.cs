using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Instrumentation.Metrics;

/// <summary>Whether any provider wants exemplars: a look at a field where none does.</summary>
internal static class ExemplarUse
{
    [ThreadStatic]
    private static Activity? _measured;

    private static int _users;
    private static int _usersOfAll;

    /// <summary>Whether a measurement that is made now may become an exemplar.</summary>
    public static bool IsPossible
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _users > 0 && IsPossibleNow();
    }

    /// <summary>The span that a measurement is made in: that of the observed call that ends, or else the current one.</summary>
    public static Activity? Span => _measured ?? Activity.Current;

    /// <summary>Says that an observed call ends here, whose span need not be the current one, or that it has.</summary>
    public static void Measure(Activity? span)
    {
        if (_users > 0 || span is null)
            _measured = span;
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
    private static bool IsPossibleNow() => _usersOfAll > 0 || Span is { Recorded: true };
}
