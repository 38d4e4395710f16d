using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>
/// Makes the ids of the traces that begin in this process. It is called on the thread that starts the span, for many spans at once, and must be quick. Where
/// it throws, or makes an id of zeros, the trace gets a random one, and it is told of.
/// </summary>
/// <remarks>
/// Specification: Trace SDK, Id generators. The platform has one place for it, <see cref="Activity.TraceIdGenerator"/>, for the whole process, and makes the
/// ids of spans itself.
/// </remarks>
public abstract class TraceIdGenerator
{
    /// <summary>
    /// Whether the last seven bytes of each id are random, as W3C Trace Context Level 2 asks. Other services are told so by the random flag, and may sample by
    /// them. Asked once.
    /// </summary>
    public virtual bool IsRandom => false;

    /// <summary>Makes an id.</summary>
    /// <returns>One that no other trace has.</returns>
    public abstract ActivityTraceId Create();
}
