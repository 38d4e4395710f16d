using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>What is known of a span when it is started.</summary>
/// <param name="parent">The context of its parent; the default value where it has none.</param>
/// <param name="traceId">The id of the trace that it is a part of, a new one where it has no parent.</param>
/// <param name="name">Its name.</param>
/// <param name="kind">Its kind.</param>
/// <param name="tags">The tags that it is started with.</param>
/// <param name="links">Its links.</param>
/// <param name="source">The source that starts it; null where it is not known.</param>
public readonly struct SamplingParameters(
    ActivityContext parent,
    ActivityTraceId traceId,
    string name,
    ActivityKind kind,
    IEnumerable<KeyValuePair<string, object?>>? tags = null,
    IEnumerable<ActivityLink>? links = null,
    ActivitySource? source = null)
{
    private readonly ActivityContext _parent = parent;

    /// <summary>The context of its parent; the default value where it has none.</summary>
    public ActivityContext Parent => _parent;

    /// <summary>The id of the trace that it is a part of, a new one where it has no parent.</summary>
    public ActivityTraceId TraceId { get; } = traceId;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its kind.</summary>
    public ActivityKind Kind { get; } = kind;

    /// <summary>The tags that it is started with. Those that are set later are not known yet.</summary>
    public IEnumerable<KeyValuePair<string, object?>>? Tags { get; } = tags;

    /// <summary>Its links.</summary>
    public IEnumerable<ActivityLink>? Links { get; } = links;

    /// <summary>The source that starts it; null where it is not known.</summary>
    public ActivitySource? Source { get; } = source;

    /// <summary>Whether it begins a trace.</summary>
    public bool IsRoot => _parent.TraceId == default;
}
