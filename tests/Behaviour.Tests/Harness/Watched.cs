using System.Runtime.CompilerServices;

namespace Instrumentation.Behaviour.Tests.Harness;

/// <summary>Has telemetry of which nothing is said go to the console, as for somebody who develops; a test's output is no terminal.</summary>
internal static class Watched
{
    [ModuleInitializer]
    internal static void Begin() => Environment.SetEnvironmentVariable("DOTNET_ENVIRONMENT", "Development");
}
