using System.Reflection;

namespace Instrumentation.Everything.Tests.Suites;

/// <summary>Projects that were built before this one.</summary>
internal static class Suite
{
    /// <summary>The assembly of one.</summary>
    public static string PathOf(string name) =>
        typeof(Suite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Suite:" + name).Value!;
}
