namespace Instrumentation.Tracing;

/// <summary>
/// Marks what telemetry does for itself. User code that runs there, an output or the text of a tag's value, may be observed as any other: its span
/// would be written, and writing it would make the next one, without end.
/// </summary>
internal static class SuppressedTracing
{
    // Asked three times for each span. Looking it up in the flow takes several times as long as what the flow leaves with the thread that it enters.
    private static readonly AsyncLocal<bool> Flow = new(static change => _isOn = change.CurrentValue);

    [ThreadStatic]
    private static bool _isOn;

    /// <summary>Whether the current work is telemetry's own.</summary>
    public static bool IsOn => _isOn;

    /// <summary>Marks the work that calls this, and all that it starts.</summary>
    public static void Begin() => Flow.Value = true;
}
