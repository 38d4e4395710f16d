namespace Instrumentation;

/// <summary>
/// Makes a <c>static partial void</c> method an up-down counter, <c>UpDownCounter&lt;long&gt;</c> or <c>UpDownCounter&lt;double&gt;</c>: each call of it
/// adds, or takes away.
/// </summary>
/// <remarks>The parameter without <see cref="TagAttribute"/> is what is added; all others bear <see cref="TagAttribute"/>.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class UpDownCounterAttribute : Attribute
{
    /// <summary>An up-down counter named <c>scope.type.method</c>, each segment in snake_case.</summary>
    public UpDownCounterAttribute()
    {
    }

    /// <summary>An up-down counter of that name.</summary>
    /// <param name="name">The instrument's name, such as <c>queue.items</c>.</param>
    public UpDownCounterAttribute(string name) => Name = name;

    /// <summary>The instrument's name; by default <c>scope.type.method</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The unit in UCUM, such as <c>{item}</c> or <c>By</c>; by default none.</summary>
    public string? Unit { get; set; }

    /// <summary>What is counted, for people; by default none.</summary>
    public string? Description { get; set; }

    /// <summary>How many series there may be at most; 0, the default, is the reader's limit.</summary>
    public int CardinalityLimit { get; set; }
}
