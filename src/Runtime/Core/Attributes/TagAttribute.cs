namespace Instrumentation;

/// <summary>
/// Makes a parameter, the return value, or a property or field of the type a tag of the call's span and metrics.
/// </summary>
/// <remarks>
/// Without <see cref="On"/> a tag goes where it is safe: to span and metrics when its values are bounded (<see cref="bool"/>, an
/// enumeration, declared <see cref="Values"/>), and to the span alone otherwise. Enumeration values are written in snake_case,
/// undefined ones as <c>other</c>; a null value is no tag.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue | AttributeTargets.Property | AttributeTargets.Field, Inherited = false, AllowMultiple = true)]
public sealed class TagAttribute : Attribute
{
    /// <summary>A tag whose key is the name of what it stands on, in snake_case.</summary>
    public TagAttribute()
    {
    }

    /// <summary>A tag of that key.</summary>
    /// <param name="key">The key, such as <c>order.channel</c>.</param>
    public TagAttribute(string key) => Key = key;

    /// <summary>The key; by default the name of the parameter or member in snake_case, and <c>result</c> for a return value.</summary>
    public string? Key { get; set; }

    /// <summary>The member whose value is the tag, seen from what the attribute stands on: <c>Customer.Tier</c>. A null on the way is no tag.</summary>
    public string? Path { get; set; }

    /// <summary>Where the tag goes; by default where it is safe.</summary>
    public On On { get; set; }

    /// <summary>The values that the tag can have: strings, integers or booleans. Every other value is written as <c>other</c>.</summary>
    public object[]? Values { get; set; }
}
