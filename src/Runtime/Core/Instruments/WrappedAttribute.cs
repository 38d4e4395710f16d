using System.ComponentModel;

namespace Instrumentation.Instruments;

/// <summary>
/// Marks a method whose own body is the generated wrapper. Calls of it are left as they are, in this assembly and in those that
/// reference it, or each call would be observed twice.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WrappedAttribute : Attribute;
