using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Tests.Matrix;

/// <summary>What a user's project for a framework references: the framework's reference assemblies and the runtime that was built for it.</summary>
internal static class References
{
    private static readonly ImmutableDictionary<string, ImmutableArray<MetadataReference>> Known =
        new[] { "net8.0", "net10.0" }.ToImmutableDictionary(static framework => framework, Read);

    public static ImmutableArray<MetadataReference> Of(string framework) => Known[framework];

    private static ImmutableArray<MetadataReference> Read(string framework) =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, framework + ".references.txt")).Select(static path => MetadataReference.CreateFromFile(path))];
}
