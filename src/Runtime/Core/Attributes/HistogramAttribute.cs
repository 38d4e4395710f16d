namespace Instrumentation;

/// <summary>
/// Makes a <c>static partial void</c> method a histogram, <c>Histogram&lt;long&gt;</c> or <c>Histogram&lt;double&gt;</c>: each call of it records a value.
/// </summary>
/// <remarks>The parameter without <see cref="TagAttribute"/> is the value; all others bear <see cref="TagAttribute"/>.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class HistogramAttribute : Attribute
{
    /// <summary>A histogram named <c>scope.type.method</c>, each segment in snake_case.</summary>
    public HistogramAttribute()
    {
    }

    /// <summary>A histogram of that name.</summary>
    /// <param name="name">The instrument's name, such as <c>order.size</c>.</param>
    public HistogramAttribute(string name) => Name = name;

    /// <summary>The instrument's name; by default <c>scope.type.method</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The unit in UCUM, such as <c>s</c> or <c>By</c>; by default none.</summary>
    public string? Unit { get; set; }

    /// <summary>What is recorded, for people; by default none.</summary>
    public string? Description { get; set; }

    /// <summary>The upper bounds of the buckets, ascending; by default the specification's.</summary>
    public double[]? Buckets { get; set; }

    /// <summary>How many series there may be at most; 0, the default, is the reader's limit.</summary>
    public int CardinalityLimit { get; set; }
}
