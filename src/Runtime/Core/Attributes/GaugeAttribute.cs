namespace Instrumentation;

/// <summary>
/// Makes a <c>static partial void</c> method a gauge that each call of it sets, or observes a property or a parameterless method as one.
/// </summary>
/// <remarks>
/// <para>Of a <c>static partial void</c> method the parameter without <see cref="TagAttribute"/> is the value; all others bear
/// <see cref="TagAttribute"/>.</para>
/// <para>A property or a parameterless method is asked at each collection. It returns a number, null for none, a <c>Measurement&lt;T&gt;</c> or a
/// sequence of them. A static one is observed by itself; one of an object from the generated <c>StartObserving()</c> on, for as long as the object lives,
/// with the <see cref="TagAttribute"/> properties and fields of its type as tags.</para>
/// </remarks>
/// <example><code>public sealed partial class ConnectionPool
/// {
///     public ConnectionPool(string name)
///     {
///         Name = name;
///         StartObserving();
///     }
///
///     [Tag("pool.name")] public string Name { get; }
///
///     [Gauge("pool.size", Unit = "{connection}")] public int Size => _connections.Count;
/// }</code></example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class GaugeAttribute : Attribute
{
    /// <summary>A gauge named <c>scope.type.member</c>, each segment in snake_case.</summary>
    public GaugeAttribute()
    {
    }

    /// <summary>A gauge of that name.</summary>
    /// <param name="name">The instrument's name, such as <c>pool.size</c>.</param>
    public GaugeAttribute(string name) => Name = name;

    /// <summary>The instrument's name; by default <c>scope.type.member</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The unit in UCUM, such as <c>{connection}</c> or <c>Cel</c>; by default none.</summary>
    public string? Unit { get; set; }

    /// <summary>What the value is, for people; by default none.</summary>
    public string? Description { get; set; }

    /// <summary>How many series there may be at most; 0, the default, is the reader's limit.</summary>
    public int CardinalityLimit { get; set; }
}
