using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Instrumentation.Instruments;

/// <summary>How many series the observed instruments ask for, known before they are: whoever listens hears of them while they are made.</summary>
internal static class ObservedLimits
{
    private static readonly ConditionalWeakTable<Meter, ConcurrentDictionary<string, int>> Limits = [];

    public static void Set(Meter meter, string name, int? limit)
    {
        if (limit is { } number)
            Limits.GetOrCreateValue(meter)[name] = number;
    }

    /// <summary>The instrument's limit; null if it asks for none.</summary>
    public static int? Of(Instrument instrument) =>
        Limits.TryGetValue(instrument.Meter, out var limits) && limits.TryGetValue(instrument.Name, out var limit) ? limit : null;
}
