namespace Instrumentation;

/// <summary>
/// Names the assembly's instrumentation scope: its <see cref="System.Diagnostics.ActivitySource"/> and
/// <see cref="System.Diagnostics.Metrics.Meter"/>. Without it the scope has the assembly's name and informational version.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class InstrumentationScopeAttribute : Attribute
{
    /// <summary>A scope with the assembly's name.</summary>
    public InstrumentationScopeAttribute()
    {
    }

    /// <summary>A scope of that name.</summary>
    /// <param name="name">The scope's name, such as <c>Contoso.Shop</c>.</param>
    public InstrumentationScopeAttribute(string name) => Name = name;

    /// <summary>The scope's name; by default the assembly's.</summary>
    public string? Name { get; set; }

    /// <summary>The scope's version; by default the assembly's informational version.</summary>
    public string? Version { get; set; }

    /// <summary>The URL of the schema that the telemetry follows; by default none.</summary>
    public string? SchemaUrl { get; set; }
}
