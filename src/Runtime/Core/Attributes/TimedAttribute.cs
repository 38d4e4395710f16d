namespace Instrumentation;

/// <summary>
/// Records how long calls of the method take in a <c>Histogram&lt;double&gt;</c>, in seconds; on a type, those of its public methods.
/// </summary>
/// <remarks>For a method that returns a task the duration ends with the task. A failed call bears <c>error.type</c>.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false, AllowMultiple = true)]
public sealed class TimedAttribute : Attribute
{
    /// <summary>A histogram named <c>scope.type.method.duration</c>, each segment in snake_case.</summary>
    public TimedAttribute()
    {
    }

    /// <summary>A histogram of that name.</summary>
    /// <param name="name">The instrument's name, such as <c>orders.place.duration</c>.</param>
    public TimedAttribute(string name) => Name = name;

    /// <summary>The instrument's name; by default <c>scope.type.method.duration</c>.</summary>
    public string? Name { get; set; }

    /// <summary>What is timed, for people; by default none.</summary>
    public string? Description { get; set; }

    /// <summary>The upper bounds of the buckets in seconds, ascending; by default 5 ms to 10 s as in the HTTP conventions.</summary>
    public double[]? Buckets { get; set; }

    /// <summary>A duration in seconds that calls are meant to stay under; it should be one of the bucket bounds. 0, the default, is none.</summary>
    public double Objective { get; set; }
}
