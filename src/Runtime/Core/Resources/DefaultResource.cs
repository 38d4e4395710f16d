using System.Reflection;

namespace Instrumentation.Resources;

/// <summary>What every process says of itself unless it says something else: the SDK, and a name, a version and an id of the service.</summary>
internal static class DefaultResource
{
    // The specification keeps the name opentelemetry for its own implementations.
    private const string SdkName = "instrumentation";

    private static readonly string InstanceId = Guid.NewGuid().ToString();

    /// <summary>The file that is executed: <c>shop</c>, or <c>dotnet</c> where it was started as <c>dotnet shop.dll</c>.</summary>
    public static string? Executable => Path.GetFileName(Environment.ProcessPath);

    public static Resource Make() => new ResourceAttributes()
        .Add(SemanticConventions.Telemetry.SdkName, SdkName)
        .Add(SemanticConventions.Telemetry.SdkLanguage, SemanticConventions.Telemetry.SdkLanguageValues.Dotnet)
        .Add(SemanticConventions.Telemetry.SdkVersion, VersionOf(typeof(DefaultResource).Assembly)?.Split('+')[0])
        .Add(SemanticConventions.Service.Name, Executable is { Length: > 0 } name ? $"unknown_service:{name}" : "unknown_service")
        .Add(SemanticConventions.Service.Version, VersionOf(Assembly.GetEntryAssembly()))
        .Add(SemanticConventions.Service.InstanceId, InstanceId)
        .ToResource();

    private static string? VersionOf(Assembly? assembly) =>
        assembly?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
