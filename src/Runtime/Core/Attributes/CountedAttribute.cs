namespace Instrumentation;

/// <summary>
/// Counts the calls of the method with a <c>Counter&lt;long&gt;</c>; on a type, of its public methods, one counter each.
/// </summary>
/// <remarks>A call is counted when it ends. One that failed bears <c>error.type</c>.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false, AllowMultiple = true)]
public sealed class CountedAttribute : Attribute
{
    /// <summary>A counter named <c>scope.type.method.calls</c>, each segment in snake_case.</summary>
    public CountedAttribute()
    {
    }

    /// <summary>A counter of that name.</summary>
    /// <param name="name">The instrument's name, such as <c>orders.placed</c>.</param>
    public CountedAttribute(string name) => Name = name;

    /// <summary>The instrument's name; by default <c>scope.type.method.calls</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The unit in UCUM; by default <c>{call}</c>.</summary>
    public string? Unit { get; set; }

    /// <summary>What is counted, for people; by default none.</summary>
    public string? Description { get; set; }

    /// <summary>Which calls count; by default <see cref="When.Always"/>.</summary>
    public When When { get; set; }
}
