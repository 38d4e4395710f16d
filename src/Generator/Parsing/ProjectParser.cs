using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads what the build says of the project.</summary>
internal static class ProjectParser
{
    public static ProjectModel Parse(string? assemblyName, AnalyzerConfigOptions options)
    {
        options.TryGetValue("build_property.ProjectDir", out var directory);
        return new ProjectModel(
            assemblyName ?? "",
            BuildProperties.IsEnabled(options),
            directory ?? "",
            Names.Namespace(assemblyName ?? ""));
    }
}
