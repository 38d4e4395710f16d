using System;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Generator.Contract;

/// <summary>What the build says of the project.</summary>
public static class BuildProperties
{
    /// <summary>Whether calls are observed at all; unless the project says <c>InstrumentationEnabled=false</c> they are.</summary>
    public static bool IsEnabled(AnalyzerConfigOptions options) =>
        !options.TryGetValue("build_property.InstrumentationEnabled", out var enabled)
        || !string.Equals(enabled.Trim(), "false", StringComparison.OrdinalIgnoreCase);
}
