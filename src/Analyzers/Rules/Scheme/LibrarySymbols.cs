using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>
/// What rules on the attributes know about a compilation that references the library. The attributes themselves are known to
/// <see cref="Attributed"/>, by name.
/// </summary>
public sealed class LibrarySymbols
{
    private LibrarySymbols(Compilation compilation) => Exception = compilation.GetTypeByMetadataName("System.Exception");

    /// <summary>What every exception derives from; null in a compilation without a core library.</summary>
    public INamedTypeSymbol? Exception { get; }

    public static LibrarySymbols? Of(Compilation compilation) =>
        compilation.GetTypesByMetadataName($"{KnownNames.Namespace}.{KnownNames.Tag}").IsEmpty ? null : new LibrarySymbols(compilation);
}
