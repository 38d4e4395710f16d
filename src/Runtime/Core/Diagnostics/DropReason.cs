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

    /// <summary>The receiver refused a request, and asked not to try it again.</summary>
    Refused,

    /// <summary>The receiver took a request, and rejected a part of what was in it.</summary>
    Rejected,

    /// <summary>A single span or point is larger than a request may be.</summary>
    TooLarge,

    /// <summary>The disk buffer was at its limit, and gave up the oldest.</summary>
    BufferFull,

    /// <summary>What was read back from the disk buffer was damaged.</summary>
    Damaged,
}
