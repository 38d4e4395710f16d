using System.Diagnostics;

namespace Instrumentation;

/// <summary>
/// Puts a span around each call of the method; on a type, around each call of its public methods.
/// </summary>
/// <remarks>
/// The span is an <see cref="Activity"/> of the assembly's <see cref="ActivitySource"/>. It covers the call
/// until it returns, throws or, for a method that returns a task, until the task is done. A failure sets the
/// status Error with the exception's message and the attribute <c>error.type</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class TracedAttribute : Attribute
{
    /// <summary>A span named after the declaring type and the method: <c>Orders.Place</c>.</summary>
    public TracedAttribute()
    {
    }

    /// <summary>A span of that name.</summary>
    /// <param name="name">The span's name. It identifies a class of spans: keep values that vary in tags.</param>
    public TracedAttribute(string name) => Name = name;

    /// <summary>The span's name; by default <c>Type.Method</c>, and <c>Type.Property.get</c> of an accessor.</summary>
    public string? Name { get; set; }

    /// <summary>The span's kind; by default <see cref="ActivityKind.Internal"/>.</summary>
    public ActivityKind Kind { get; set; }

    /// <summary>From which level of detail on the span is made; by default <see cref="Level.Normal"/>.</summary>
    public Level Level { get; set; } = Level.Normal;

    /// <summary>Starts a new trace instead of a child of the current span. The caller's span is current again afterwards.</summary>
    public bool NewRoot { get; set; }

    /// <summary>Which calls of a method that calls itself get a span; by default <see cref="Recursion.Every"/>.</summary>
    public Recursion Recursion { get; set; }

    /// <summary>Where the exception of a failed call is recorded; by default <see cref="Errors.Event"/>.</summary>
    public Errors Errors { get; set; }

    /// <summary>Exceptions that are part of normal work: the span's status stays unset and nothing is recorded of them.</summary>
    public Type[]? ExpectedExceptions { get; set; }

    /// <summary>
    /// Names a predicate that tells whether a result means failure: a method of the declaring type that takes the result and returns
    /// <see cref="bool"/>, or a <see cref="bool"/> property of the result. A failed result sets the status Error and <c>error.type</c> to <c>_OTHER</c>.
    /// </summary>
    public string? ErrorWhen { get; set; }

    /// <summary>
    /// On an interface: generates a decorator that instruments each call which goes through it, for services that come from
    /// dependency injection, in place of instrumenting the calls that are typed as the interface.
    /// </summary>
    public bool Decorate { get; set; }
}
