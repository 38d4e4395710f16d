namespace Instrumentation;

/// <summary>
/// Makes a <c>static partial void</c> method a counter, <c>Counter&lt;long&gt;</c> or <c>Counter&lt;double&gt;</c>: each call of it adds.
/// </summary>
/// <remarks>
/// The parameter without <see cref="TagAttribute"/> is what is added, any number from <see cref="byte"/> to <see cref="decimal"/>; with none, each call
/// adds 1. All other parameters bear <see cref="TagAttribute"/>. Measurements with bounded tags take the shortest way there is.
/// </remarks>
/// <example><code>[Counter("orders.placed", Unit = "{order}")]
/// public static partial void OrdersPlaced(long count, [Tag] Region region);</code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CounterAttribute : Attribute
{
    /// <summary>A counter named <c>scope.type.method</c>, each segment in snake_case.</summary>
    public CounterAttribute()
    {
    }

    /// <summary>A counter of that name.</summary>
    /// <param name="name">The instrument's name, such as <c>orders.placed</c>.</param>
    public CounterAttribute(string name) => Name = name;

    /// <summary>The instrument's name; by default <c>scope.type.method</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The unit in UCUM, such as <c>{order}</c> or <c>By</c>; by default none.</summary>
    public string? Unit { get; set; }

    /// <summary>What is counted, for people; by default none.</summary>
    public string? Description { get; set; }

    /// <summary>How many series there may be at most; 0, the default, is the reader's limit.</summary>
    public int CardinalityLimit { get; set; }
}
