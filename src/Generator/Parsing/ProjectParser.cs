using System;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads what the build says of the project.</summary>
internal static class ProjectParser
{
    private const string ServiceCollection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";

    public static ProjectModel Parse(Compilation compilation, AnalyzerConfigOptions options)
    {
        options.TryGetValue("build_property.InstrumentationEnabled", out var enabled);
        options.TryGetValue("build_property.ProjectDir", out var directory);
        return new ProjectModel(
            !string.Equals(enabled?.Trim(), "false", StringComparison.OrdinalIgnoreCase),
            directory ?? "",
            Names.Namespace(compilation.AssemblyName ?? ""),
            compilation.GetTypeByMetadataName(ServiceCollection) is not null);
    }
}
