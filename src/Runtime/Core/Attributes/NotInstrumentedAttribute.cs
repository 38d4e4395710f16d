namespace Instrumentation;

/// <summary>Leaves the method out of the attributes of its type.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class NotInstrumentedAttribute : Attribute;
