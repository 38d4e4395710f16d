using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>What samplers tell parents apart by.</summary>
internal enum ParentKind
{
    /// <summary>The span begins a trace.</summary>
    None,

    /// <summary>In another process, and sampled.</summary>
    RemoteSampled,

    /// <summary>In another process, and not sampled.</summary>
    RemoteNotSampled,

    /// <summary>In this process, and sampled.</summary>
    LocalSampled,

    /// <summary>In this process, and not sampled.</summary>
    LocalNotSampled,
}

/// <summary>Tells parents apart.</summary>
internal static class ParentKinds
{
    public static ParentKind Of(in ActivityContext parent)
    {
        if (parent.TraceId == default)
            return ParentKind.None;

        return (parent.TraceFlags & ActivityTraceFlags.Recorded) != 0
            ? parent.IsRemote ? ParentKind.RemoteSampled : ParentKind.LocalSampled
            : parent.IsRemote ? ParentKind.RemoteNotSampled : ParentKind.LocalNotSampled;
    }
}
