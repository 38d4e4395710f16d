namespace Instrumentation.Export;

/// <summary>
/// When what was written to a disk buffer is made to reach the disk itself. A process that is killed loses nothing in any case: the operating system
/// has what was written. This is about the operating system going down, or the power.
/// </summary>
public enum DiskSync
{
    /// <summary>Every second: a power cut loses what was written in the last one, or in the time that the disk takes for it.</summary>
    Interval,

    /// <summary>Before each append returns: a power cut loses nothing that was appended. A parcel then costs what the disk takes to be sure of it.</summary>
    Always,

    /// <summary>When the operating system likes to, which may take half a minute.</summary>
    None,
}
