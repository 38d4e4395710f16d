using System.ComponentModel;

namespace Instrumentation.Instruments;

/// <summary>Where a call in flight was counted in. Only there it is counted out.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum CountedIn
{
    /// <summary>Nobody recorded it.</summary>
    None = 0,

    /// <summary>In the streams of this project's providers.</summary>
    Streams = 1,

    /// <summary>By those that listen to the instrument.</summary>
    Listeners = 2,
}
