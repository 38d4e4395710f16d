using OpenTelemetry;
using OpenTelemetry.Context;

namespace Instrumentation.Context;

/// <summary>The baggage of a call that brings its own, which is no longer current when the call has returned.</summary>
/// <remarks>
/// OpenTelemetry's API keeps baggage in an object that it changes in place, and that flows into everything that is started from here. So it is
/// that object which is exchanged: what runs beside the call keeps its baggage, and so does what the call has left running.
/// </remarks>
internal static class CurrentBaggage
{
    private const string Slot = "otel.baggage";

    // What stands for no object.
    private static readonly object Nothing = new();

    /// <summary>The object that holds it; never null.</summary>
    public static object Holder => RuntimeContext.GetValue(Slot) ?? Nothing;

    /// <summary>Makes other baggage current.</summary>
    /// <returns>What held the baggage before.</returns>
    public static object Replace(Baggage baggage)
    {
        // The slot is there once the API has been asked.
        _ = Baggage.Current;
        var before = Exchange(Nothing);
        Baggage.Current = baggage;
        return before;
    }

    /// <summary>Makes baggage current that was so before.</summary>
    /// <returns>What held the baggage before.</returns>
    public static object Exchange(object holder)
    {
        var before = Holder;
        RuntimeContext.SetValue(Slot, holder == Nothing ? null : holder);
        return before;
    }
}
