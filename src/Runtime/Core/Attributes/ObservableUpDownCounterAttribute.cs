namespace Instrumentation;

/// <summary>Observes a property or a parameterless method as the value of an observable up-down counter, a sum that grows and shrinks and is kept elsewhere.</summary>
/// <remarks>
/// It is asked at each collection and returns a number, null for none, a <c>Measurement&lt;T&gt;</c> or a sequence of them. A static one is observed by
/// itself; one of an object from the generated <c>StartObserving()</c> on, for as long as the object lives, with the <see cref="TagAttribute"/> properties and
/// fields of its type as tags.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class ObservableUpDownCounterAttribute : Attribute
{
    /// <summary>An instrument named <c>scope.type.member</c>, each segment in snake_case.</summary>
    public ObservableUpDownCounterAttribute()
    {
    }

    /// <summary>An instrument of that name.</summary>
    /// <param name="name">The instrument's name, such as <c>queue.items</c>.</param>
    public ObservableUpDownCounterAttribute(string name) => Name = name;

    /// <summary>The instrument's name; by default <c>scope.type.member</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The unit in UCUM, such as <c>{item}</c>; by default none.</summary>
    public string? Unit { get; set; }

    /// <summary>What is counted, for people; by default none.</summary>
    public string? Description { get; set; }

    /// <summary>How many series there may be at most; 0, the default, is the reader's limit.</summary>
    public int CardinalityLimit { get; set; }
}
