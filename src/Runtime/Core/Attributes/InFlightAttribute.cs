namespace Instrumentation;

/// <summary>
/// Keeps the number of calls that are running in an <c>UpDownCounter&lt;long&gt;</c>; on a type, of its public methods, one each.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false, AllowMultiple = true)]
public sealed class InFlightAttribute : Attribute
{
    /// <summary>An up-down counter named <c>scope.type.method.in_flight</c>, each segment in snake_case.</summary>
    public InFlightAttribute()
    {
    }

    /// <summary>An up-down counter of that name.</summary>
    /// <param name="name">The instrument's name, such as <c>orders.in_flight</c>.</param>
    public InFlightAttribute(string name) => Name = name;

    /// <summary>The instrument's name; by default <c>scope.type.method.in_flight</c>.</summary>
    public string? Name { get; set; }

    /// <summary>What is running, for people; by default none.</summary>
    public string? Description { get; set; }
}
