using System.Diagnostics;

namespace Instrumentation;

/// <summary>
/// Makes the call's span a child of the span that a message comes from, or links it to that one: the parameter, or a member of it, has the
/// message's headers. The baggage among them is current during the call.
/// </summary>
/// <remarks>
/// It stands on one parameter of a method with <see cref="TracedAttribute"/>. What carries a context: a dictionary of headers or properties, the
/// headers of an HTTP message, a sequence of names and values, an <see cref="ActivityContext"/>, and a string, which is the value of
/// <c>traceparent</c>. Headers are read by the propagators that are in force, as <see cref="TraceContext.Extract(IDictionary{string, string})"/>
/// does. Where there is no context, or a malformed one, the call has the parent that it would have had.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class CarrierAttribute : Attribute
{
    /// <summary>The member that carries the context, seen from the parameter: <c>Properties.Headers</c>. A null on the way carries none.</summary>
    public string? Path { get; set; }

    /// <summary>
    /// Links the call's span to the one that the message comes from, whose trace the call does not join. A parameter that is a collection of
    /// messages gives one link each; <see cref="Path"/> is seen from the message then.
    /// </summary>
    public bool AsLink { get; set; }
}
