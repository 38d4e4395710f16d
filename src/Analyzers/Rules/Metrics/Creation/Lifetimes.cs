using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>How often the objects of a type are made, where the program says so; silent otherwise.</summary>
internal sealed class Lifetimes(Compilation compilation)
{
    // What frameworks make for each request, call or rendering.
    private static readonly string[] RequestBases = ["ControllerBase", "PageModel", "ViewComponent", "Hub", "ComponentBase"];

    // A type of instruments is made for one object to have them all.
    private static readonly string[] Holders =
        ["Metrics", "Telemetry", "Diagnostics", "Instrumentation", "Instruments", "Meter", "Meters", "Counters", "Observability"];

    private readonly Lazy<IReadOnlyList<Registrations>> _registrations =
        new(() => [.. compilation.SyntaxTrees.Select(static t => Registrations.Of(t))]);

    /// <summary>Whether an object of the type is made for each request, scope or use.</summary>
    public bool AreMany(INamedTypeSymbol type) =>
        !IsRegisteredOnce(type)
        && (BasesOf(type).Any(static b => RequestBases.Contains(b.Name)) || _registrations.Value.Any(r => r.Often.Contains(type.Name)));

    /// <summary>Whether the type has one object, or is one of those that are made to have one.</summary>
    public bool IsOne(INamedTypeSymbol type) =>
        Holders.Any(h => type.Name.EndsWith(h, StringComparison.Ordinal))
        || type.InstanceConstructors.All(static c => c.DeclaredAccessibility == Accessibility.Private)
        || type.AllInterfaces.Any(static i => i.Name == "IHostedService")
        || type.InstanceConstructors.Any(static c => c.Parameters.Any(static p => p.Type.Name == "RequestDelegate"))
        || IsRegisteredOnce(type);

    private bool IsRegisteredOnce(INamedTypeSymbol type) => _registrations.Value.Any(r => r.Once.Contains(type.Name));

    private static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            yield return ancestor;
    }
}
