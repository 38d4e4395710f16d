using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Generator.Tests.Matrix;

/// <summary>Analyzers of others, loaded from where the build says they are.</summary>
internal static class AnalyzerSet
{
    /// <summary>All of the platform, of Meziantou.Analyzer and of Roslynator.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } =
    [
        .. typeof(AnalyzerSet).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(static m => m.Key.StartsWith("Analyzers.", StringComparison.Ordinal))
            .SelectMany(static m => Load(m.Value!)),
    ];

    private static IEnumerable<DiagnosticAnalyzer> Load(string folder)
    {
        var context = new Folder(folder);
        return Directory.GetFiles(folder, "*.dll")
            .SelectMany(file => Types(context.LoadFromAssemblyPath(file)))
            .Where(static t => !t.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(t) && t.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains("C#") == true)
            .Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!);
    }

    // What lies beside analyzers are fixes, for an editor that is not here.
    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }

    /// <summary>Each set finds its own libraries beside it, and the compiler here.</summary>
    private sealed class Folder(string path) : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            Path.Combine(path, assemblyName.Name + ".dll") is var file && File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
