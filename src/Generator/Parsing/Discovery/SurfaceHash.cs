using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing.Discovery;

/// <summary>
/// A hash of everything in a compilation that another file's calls can depend on: what its trees declare, its references and its options.
/// While it stays the same, what was found in an unchanged file is still true.
/// </summary>
internal static class SurfaceHash
{
    private static readonly ConditionalWeakTable<Compilation, StrongBox<ulong>> Hashes = new();

    public static ulong Of(Compilation compilation, CancellationToken cancellation) =>
        Hashes.TryGetValue(compilation, out var known) ? known.Value : Remember(compilation, Compute(compilation, cancellation));

    // What captures a variable stands apart from what asks for each tree and each compilation, or each question would cost an object.
    private static ulong Remember(Compilation compilation, ulong hash) => Hashes.GetValue(compilation, _ => new StrongBox<ulong>(hash)).Value;

    private static ulong Compute(Compilation compilation, CancellationToken cancellation)
    {
        var hash = Hash.Start;
        foreach (var tree in compilation.SyntaxTrees)
            hash = Hash.Mix(hash, TreeIndex.Of(tree, cancellation).SurfaceHash);
        foreach (var reference in compilation.ExternalReferences)
            hash = Hash.Mix(hash, IdentityOf(reference, cancellation));
        hash = Hash.Mix(hash, compilation.AssemblyName ?? "");

        // Nullability changes names, keys what friends show, metadata options what references do: any other options are another surface.
        return Hash.Mix(hash, Identities.Of(compilation.Options));
    }

    // A project's compilation is another one after each edit, so it stands for its surface, under the name by which it is referenced.
    private static ulong IdentityOf(MetadataReference reference, CancellationToken cancellation)
    {
        if (reference is not CompilationReference project)
            return Identities.Of(reference);

        var hash = Of(project.Compilation, cancellation);
        foreach (var alias in reference.Properties.Aliases)
            hash = Hash.Mix(hash, alias);
        return Hash.Mix(hash, reference.Properties.EmbedInteropTypes ? 1UL : 0UL);
    }
}
