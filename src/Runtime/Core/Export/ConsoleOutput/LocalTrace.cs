using System.Diagnostics;

namespace Instrumentation.Export.ConsoleOutput;

/// <summary>A span and those that it is the nearest known ancestor of, in the order in which they began.</summary>
internal sealed class SpanNode(Activity span)
{
    public Activity Span { get; } = span;

    public List<SpanNode> Children { get; } = [];

    public bool IsEnded { get; set; }

    /// <summary>
    /// The trace that it stands in; none for one that stands in a printed tree in place of a span that was still running.
    /// </summary>
    public LocalTrace? Trace { get; set; }
}

/// <summary>Why a trace is printed.</summary>
internal enum PrintReason
{
    /// <summary>Its root has ended.</summary>
    Ended,

    /// <summary>It was the oldest one when too much was open.</summary>
    TooManyOpen,

    /// <summary>Telemetry has stopped.</summary>
    Stopped,
}

/// <summary>
/// The spans of this process below one local root: a span without a parent, with a remote one, or one that outlived its parent's trace.
/// </summary>
internal sealed class LocalTrace(SpanNode root, bool isLate)
{
    public SpanNode Root { get; } = root;

    /// <summary>Whether the root has a parent in this process that was printed before it.</summary>
    public bool IsLate { get; } = isLate;

    /// <summary>How many spans it holds.</summary>
    public int SpanCount { get; set; }

    /// <summary>How many spans ended that it had no room for.</summary>
    public int LeftOut { get; set; }

    public PrintReason Reason { get; set; }
}
