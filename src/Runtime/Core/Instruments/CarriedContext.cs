using System.ComponentModel;
using System.Diagnostics;
using System.Net.Http.Headers;
using Instrumentation.Context;
using Instrumentation.Context.Carriers;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Instruments;

/// <summary>
/// What came with a message: the parent of the call's span and baggage, or spans to link it to. Generated code reads it from the parameter that
/// bears <see cref="CarrierAttribute"/>, before it starts the span.
/// </summary>
/// <remarks>A carrier is what <c>CarrierEligibility</c> of the generator says; any other one, and null, carries nothing.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct CarriedContext
{
    private ActivityContext _parent;
    private Baggage _baggage;
    private List<ActivityLink>? _links;

    /// <summary>Takes parent and baggage from a carrier.</summary>
    /// <param name="carrier">The carrier.</param>
    public void TakeParent(object? carrier)
    {
        var context = Read(carrier);
        _baggage = context.Baggage;
        TakeParent(context.ActivityContext);
    }

    /// <summary>Takes a parent.</summary>
    /// <param name="parent">The parent.</param>
    public void TakeParent(ActivityContext? parent)
    {
        if (parent is { } context && ContextIds.IsValid(context))
            _parent = context;
    }

    /// <summary>Adds a link to the span of a carrier.</summary>
    /// <param name="carrier">The carrier.</param>
    public void AddLink(object? carrier) => AddLink(Read(carrier).ActivityContext);

    /// <summary>Adds a link to a span.</summary>
    /// <param name="context">The span's context.</param>
    public void AddLink(ActivityContext? context)
    {
        if (context is { } linked && ContextIds.IsValid(linked))
            (_links ??= []).Add(new ActivityLink(linked));
    }

    /// <summary>Makes the baggage current that came.</summary>
    /// <returns>What was current before.</returns>
    internal readonly CallerContext Enter() => _baggage.Count > 0 ? CallerContext.Keep(_baggage) : CallerContext.Keep();

    /// <summary>Starts a span that has the parent and the links that came.</summary>
    internal readonly Activity? Start(ActivitySource source, string name, ActivityKind kind) =>
        source.StartActivity(name, kind, _parent, tags: null, _links);

    private static PropagationContext Read(object? carrier) => carrier switch
    {
        null => default,
        string text => new PropagationContext(TraceParent.TryParse(text, out var parent) ? parent : default, default),
        IDictionary<string, string> headers => TraceContext.Extract(headers),
        IReadOnlyDictionary<string, string> headers => TraceContext.ExtractFrom(new ReadOnlyHeaders(headers)),
        HttpHeaders headers => TraceContext.Extract(headers),
        IDictionary<string, object> properties => TraceContext.Extract(properties),
        IReadOnlyDictionary<string, object?> properties => TraceContext.ExtractFrom(new ReadOnlyProperties(properties)),
        IEnumerable<KeyValuePair<string, string?>> headers => TraceContext.ExtractFrom(new HeaderPairs(headers)),
        _ => default,
    };
}
