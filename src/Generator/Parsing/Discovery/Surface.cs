using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing.Discovery;

/// <summary>
/// What the declarations of a compilation say, read once for each <see cref="SurfaceHash"/>. It holds no symbol, so that it outlives the
/// compilation that it was read from.
/// </summary>
internal sealed class Surface
{
    private static readonly ConditionalWeakTable<Compilation, Surface> Surfaces = new();

    private readonly ConcurrentDictionary<TargetModel, TargetModel> _targets = new();

    private Surface(ulong hash, Compilation compilation, CancellationToken cancellation)
    {
        Hash = hash;
        var declarations = new AttributedDeclarations(compilation, cancellation);
        Names = declarations.Names(compilation, cancellation);
        Model = CalleeParser.Parse(declarations, compilation);
    }

    public ulong Hash { get; }

    /// <summary>The names of all methods, here and in references, calls of which could be observed.</summary>
    public HashSet<string> Names { get; }

    /// <summary>What is generated from declarations alone.</summary>
    public SurfaceModel Model { get; }

    /// <summary>The calls that were found last under this surface, so that the same calls are the same instance.</summary>
    public FoundFiles? Found { get; set; }

    /// <summary>The compilation's surface; the one of an earlier compilation if it has not changed.</summary>
    public static Surface Of(Compilation compilation, CancellationToken cancellation) =>
        Surfaces.TryGetValue(compilation, out var known) ? known : Remember(compilation, Find(compilation, cancellation));

    /// <summary>The one instance of a target, so that files that call it share it and comparing them is cheap.</summary>
    public TargetModel Intern(TargetModel target) => _targets.GetOrAdd(target, target);

    private static Surface Find(Compilation compilation, CancellationToken cancellation)
    {
        var hash = SurfaceHash.Of(compilation, cancellation);
        var surface = Earlier(hash, compilation, cancellation) ?? new Surface(hash, compilation, cancellation);
        foreach (var tree in compilation.SyntaxTrees)
            TreeIndex.Of(tree, cancellation).Surface = surface;
        return surface;
    }

    private static Surface? Earlier(ulong hash, Compilation compilation, CancellationToken cancellation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (TreeIndex.Of(tree, cancellation).Surface is { } surface && surface.Hash == hash)
                return surface;
        }

        return null;
    }

    private static Surface Remember(Compilation compilation, Surface surface) => Surfaces.GetValue(compilation, _ => surface);
}
