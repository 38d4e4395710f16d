using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing.Discovery;

/// <summary>The names of observed methods in a referenced assembly.</summary>
internal static class ReferencedNames
{
    private static readonly ConditionalWeakTable<MetadataReference, StrongBox<ImmutableArray<string>>> Names = new();

    /// <summary>The names of methods in the assembly that bear an instrumenting attribute, or whose type does.</summary>
    public static ImmutableArray<string> Of(MetadataReference reference, Compilation compilation, CancellationToken cancellation)
    {
        // A project's symbols change with its surface, and then all of this is asked anew.
        if (reference is CompilationReference)
            return Find(reference, compilation, cancellation);
        if (Names.TryGetValue(reference, out var known))
            return known.Value;
        var found = Find(reference, compilation, cancellation);
        return Names.GetValue(reference, _ => new StrongBox<ImmutableArray<string>>(found)).Value;
    }

    private static ImmutableArray<string> Find(MetadataReference reference, Compilation compilation, CancellationToken cancellation)
    {
        if (compilation.GetAssemblyOrModuleSymbol(reference) is not IAssemblySymbol assembly
            || !assembly.Modules.Any(static m => m.ReferencedAssemblies.Any(static a => a.Name == KnownNames.RuntimeAssembly)))
        {
            return ImmutableArray<string>.Empty;
        }

        var names = new HashSet<string>();
        var pending = new Stack<INamespaceOrTypeSymbol>([assembly.GlobalNamespace]);
        while (pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var member in pending.Pop().GetMembers())
            {
                if (member is INamespaceOrTypeSymbol container)
                    pending.Push(container);
                else if (member is IMethodSymbol method && Attributed.Of(method) is not null)
                    names.Add(method.Name);
            }
        }

        return [.. names];
    }
}
