using System;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads what the build says of the project.</summary>
internal static class ProjectParser
{
    public static ProjectModel Parse(string? assemblyName, AnalyzerConfigOptions options)
    {
        options.TryGetValue("build_property.InstrumentationEnabled", out var enabled);
        options.TryGetValue("build_property.ProjectDir", out var directory);
        return new ProjectModel(
            !string.Equals(enabled?.Trim(), "false", StringComparison.OrdinalIgnoreCase),
            directory ?? "",
            Names.Namespace(assemblyName ?? ""));
    }
}
