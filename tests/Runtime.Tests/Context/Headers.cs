using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Runtime.Tests.Context;

/// <summary>Propagators, called as code that was written against OpenTelemetry's API calls them.</summary>
internal static class Headers
{
    public const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    public const string SpanId = "00f067aa0ba902b7";

    /// <summary>The context of one span, with given flags and state.</summary>
    public static ActivityContext Span(int flags = 1, string? state = null) =>
        new(ActivityTraceId.CreateFromString(TraceId), ActivitySpanId.CreateFromString(SpanId), (ActivityTraceFlags)flags, state, isRemote: true);

    public static Dictionary<string, string> Write(this TextMapPropagator propagator, ActivityContext span, Baggage baggage = default)
    {
        var headers = new Dictionary<string, string>();
        propagator.Inject(new(span, baggage), headers, static (headers, name, value) => headers.Add(name, value));
        return headers;
    }

    public static PropagationContext Read(this TextMapPropagator propagator, params (string Name, string[] Values)[] headers) =>
        propagator.Extract(
            default, headers.ToDictionary(header => header.Name, header => header.Values), static (headers, name) => headers.GetValueOrDefault(name));

    public static PropagationContext Read(this TextMapPropagator propagator, IReadOnlyDictionary<string, string> headers) =>
        propagator.Read([.. headers.Select(header => (header.Key, new[] { header.Value }))]);
}
