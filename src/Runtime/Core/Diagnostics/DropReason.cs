namespace Instrumentation.Diagnostics;

/// <summary>Why telemetry that was recorded did not arrive.</summary>
public enum DropReason
{
    /// <summary>The queue was full: more came than the exporter took.</summary>
    QueueFull,

    /// <summary>The exporter failed.</summary>
    ExportFailed,

    /// <summary>The exporter took longer than its time-out.</summary>
    ExportTimedOut,

    /// <summary>It came after the end, or the end's time was over.</summary>
    ShutDown,
}
