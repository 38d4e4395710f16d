namespace Instrumentation;

/// <summary>
/// Leaves calls that are made in here as they are, observed by nobody or by somebody else: two packages can't intercept one call.
/// </summary>
/// <remarks>
/// It counts for the code inside the member, local function, lambda or type that bears it, or in the whole assembly. A method that observes
/// itself, a partial one or one of a decorator, is observed all the same.
/// </remarks>
/// <example><code>
/// [NotIntercepted(nameof(Orders.Place))]
/// void Run() => orders.Place();   // another generator's call
/// </code></example>
[AttributeUsage(
    AttributeTargets.Assembly | AttributeTargets.Module | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface
    | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Event | AttributeTargets.Field,
    AllowMultiple = true,
    Inherited = false)]
public sealed class NotInterceptedAttribute : Attribute
{
    /// <summary>Leaves calls of methods with these names as they are.</summary>
    /// <param name="methods">The methods' simple names, as <c>nameof</c> gives them; none stands for all methods.</param>
    public NotInterceptedAttribute(params string[] methods) => Methods = methods;

    /// <summary>The simple names of the methods whose calls are left; empty when all calls are.</summary>
    public IReadOnlyList<string> Methods { get; }
}
