using System.Diagnostics;
using Instrumentation.Context;
using OpenTelemetry;

namespace Instrumentation.Instruments;

/// <summary>What was current before a call, to be made current again after it; the default value keeps nothing.</summary>
internal readonly struct CallerContext
{
    // Where the call runs with its caller's baggage.
    private static readonly object Same = new();

    private readonly Activity? _span;
    private readonly object? _baggage;

    private CallerContext(object baggage) => (_span, _baggage) = (Activity.Current, baggage);

    public bool IsKept => _baggage is not null;

    /// <summary>Whether the call runs with baggage of its own.</summary>
    public bool HasOtherBaggage => IsKept && _baggage != Same;

    /// <summary>Keeps the current span.</summary>
    public static CallerContext Keep() => new(Same);

    /// <summary>Keeps the current span and baggage, and makes other baggage current.</summary>
    public static CallerContext Keep(Baggage other) => new(CurrentBaggage.Replace(other));

    /// <summary>The same, of baggage that was current before; null where the call has none of its own.</summary>
    public static CallerContext Keep(object? holder) => holder is null ? Keep() : new(CurrentBaggage.Exchange(holder));

    public void Restore()
    {
        RestoreSpan();
        if (HasOtherBaggage)
            CurrentBaggage.Exchange(_baggage!);
    }

    public void RestoreSpan()
    {
        if (Activity.Current != _span)
            Activity.Current = _span;
    }
}
