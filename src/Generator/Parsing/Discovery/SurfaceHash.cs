using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Parsing.Discovery;

/// <summary>
/// A hash of everything in a compilation that another file's calls can depend on: all tokens outside bodies, and the references. While it
/// stays the same, what was found in an unchanged file is still true.
/// </summary>
internal static class SurfaceHash
{
    private static readonly ConditionalWeakTable<Compilation, StrongBox<ulong>> Hashes = new();

    public static ulong Of(Compilation compilation, CancellationToken cancellation)
    {
        if (!Hashes.TryGetValue(compilation, out var known))
        {
            var hash = Compute(compilation, cancellation);
            known = Hashes.GetValue(compilation, _ => new StrongBox<ulong>(hash));
        }

        return known.Value;
    }

    private static ulong Compute(Compilation compilation, CancellationToken cancellation)
    {
        var hash = 14695981039346656037UL;
        foreach (var tree in compilation.SyntaxTrees)
            hash = Combine(hash, TreeIndex.Of(tree, cancellation).SurfaceHash);
        foreach (var reference in compilation.References)
            hash = Combine(hash, ReferencedNames.IdentityOf(reference, cancellation));
        foreach (var c in compilation.AssemblyName ?? "")
            hash = Combine(hash, c);
        hash = Combine(hash, (ulong)compilation.Options.NullableContextOptions);
        return Combine(hash, compilation.Options is CSharpCompilationOptions { AllowUnsafe: true } ? 1UL : 0UL);
    }

    private static ulong Combine(ulong hash, ulong value) => unchecked(((hash ^ value) * 1099511628211UL) ^ (value >> 29));
}
