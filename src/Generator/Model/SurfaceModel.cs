namespace Instrumentation.Generator.Model;

/// <summary>What is generated from declarations alone.</summary>
/// <param name="Partials">The partial wrappers.</param>
/// <param name="Decorators">The decorated interfaces.</param>
/// <param name="AsyncMethods">The async methods that observe themselves.</param>
/// <param name="Instruments">The instruments that attributes make of members, type by type.</param>
/// <param name="HasDependencyInjection">Whether decorators can be registered in a service collection.</param>
public sealed record SurfaceModel(
    EquatableArray<PartialModel> Partials,
    EquatableArray<DecoratorModel> Decorators,
    EquatableArray<AsyncMethodModel> AsyncMethods,
    EquatableArray<InstrumentTypeModel> Instruments,
    bool HasDependencyInjection);

/// <summary>What the build says of the project.</summary>
/// <param name="AssemblyName">The assembly's name.</param>
/// <param name="IsEnabled">Whether calls are observed at all.</param>
/// <param name="ProjectDirectory">Where the project's files are; outputs are named relative to it.</param>
/// <param name="Namespace">The namespace of generated code, one an assembly: friends see each other's internal types.</param>
public sealed record ProjectModel(string AssemblyName, bool IsEnabled, string ProjectDirectory, string Namespace);
