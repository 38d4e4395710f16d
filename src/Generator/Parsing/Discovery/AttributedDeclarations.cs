using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Parsing.Discovery;

/// <summary>The declarations of a compilation that bear an instrumenting attribute, found by the attribute's syntax and then bound.</summary>
internal sealed class AttributedDeclarations
{
    public AttributedDeclarations(Compilation compilation, CancellationToken cancellation)
    {
        var methods = new List<IMethodSymbol>();
        var types = new List<INamedTypeSymbol>();
        var instruments = new List<ISymbol>();
        foreach (var symbol in Bind(compilation, cancellation))
        {
            if (DeclaredInstrument.Of(symbol) is not null)
                instruments.Add(symbol);
            if (symbol is IMethodSymbol method && Attributed.Of(method) is not null)
                methods.Add(method);
            else if (symbol is INamedTypeSymbol type)
                types.Add(type);
        }

        methods.AddRange(types.SelectMany(static t => t.GetMembers().OfType<IMethodSymbol>()).Where(static m => Attributed.Of(m) is not null));
        Methods = [.. methods.Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)];
        Instruments = [.. instruments];
        DecoratedInterfaces = [.. types.Where(static t => t.TypeKind == TypeKind.Interface && Attributed.IsDecorated(t))];
    }

    /// <summary>The methods that bear an instrumenting attribute, or whose type does.</summary>
    public ImmutableArray<IMethodSymbol> Methods { get; }

    /// <summary>The members that attributes make an instrument of.</summary>
    public ImmutableArray<ISymbol> Instruments { get; }

    /// <summary>The interfaces that ask for a decorator.</summary>
    public ImmutableArray<INamedTypeSymbol> DecoratedInterfaces { get; }

    /// <summary>The names of all methods, of these and of those in references, calls of which could be observed.</summary>
    public HashSet<string> Names(Compilation compilation, CancellationToken cancellation)
    {
        var names = new HashSet<string>(Methods.Select(static m => m.Name));
        foreach (var reference in compilation.References)
            names.UnionWith(ReferencedNames.Of(reference, compilation, cancellation));
        return names;
    }

    private static IEnumerable<ISymbol> Bind(Compilation compilation, CancellationToken cancellation)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var names = AttributeNames(compilation, cancellation);
        foreach (var tree in Written(compilation))
        {
            cancellation.ThrowIfCancellationRequested();
            var attributed = TreeIndex.Of(tree, cancellation).Attributed.Where(d => d.Attributes.Any(names.Contains)).ToList();
            if (attributed.Count == 0)
                continue;

            var root = tree.GetRoot(cancellation);
            var model = compilation.GetSemanticModel(tree);
            foreach (var declaration in attributed)
            {
                var node = root.FindNode(declaration.Span, getInnermostNodeForTie: true)
                    .FirstAncestorOrSelf<SyntaxNode>(static n => n is LocalFunctionStatementSyntax or AccessorDeclarationSyntax or MemberDeclarationSyntax);
                if (node is not null && model.GetDeclaredSymbol(node, cancellation) is { } symbol && seen.Add(symbol))
                    yield return symbol;
            }
        }
    }

    private static IEnumerable<SyntaxTree> Written(Compilation compilation) => compilation.SyntaxTrees.Where(static t => !OwnFiles.Contain(t));

    private static HashSet<string> AttributeNames(Compilation compilation, CancellationToken cancellation) => WrittenNames.Of(
        new[] { KnownNames.Traced, KnownNames.Counted, KnownNames.Timed, KnownNames.InFlight }.Concat(KnownNames.InstrumentAttributes),
        Written(compilation).SelectMany(tree => TreeIndex.Of(tree, cancellation).Aliases).Select(static alias => (alias.Name, alias.Target)));
}
