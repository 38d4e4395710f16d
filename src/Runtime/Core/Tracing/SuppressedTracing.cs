namespace Instrumentation.Tracing;

/// <summary>
/// Marks what telemetry does for itself. User code that runs there, an output or the text of a tag's value, may be observed as any other: its span
/// would be written, and writing it would make the next one, without end.
/// </summary>
internal static class SuppressedTracing
{
    private static readonly AsyncLocal<bool> Flag = new();

    /// <summary>Whether the current work is telemetry's own.</summary>
    public static bool IsOn => Flag.Value;

    /// <summary>Marks the work that calls this, and all that it starts.</summary>
    public static void Begin() => Flag.Value = true;
}
