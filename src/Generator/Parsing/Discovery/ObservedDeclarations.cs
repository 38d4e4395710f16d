using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Parsing.Discovery;

/// <summary>What discovery knows of a compilation, for the rules: which methods bear attributes, and where something is called what they are.</summary>
public sealed class ObservedDeclarations
{
    private readonly HashSet<string> _names;

    public ObservedDeclarations(Compilation compilation, CancellationToken cancellation)
    {
        var declarations = new AttributedDeclarations(compilation, cancellation);
        Methods = declarations.Methods;
        _names = declarations.Names(compilation, cancellation);
    }

    /// <summary>The methods of the compilation that bear an instrumenting attribute, or whose type does.</summary>
    public ImmutableArray<IMethodSymbol> Methods { get; }

    /// <summary>What methods are called that can be observed, here and in references.</summary>
    public ICollection<string> Names => _names;

    /// <summary>Whether nothing, here and in references, can be observed.</summary>
    public bool IsEmpty => _names.Count == 0;

    /// <summary>
    /// Whether a method of that name, here or in references, can be observed. Overrides and implementations are called what their declaration is.
    /// </summary>
    public bool HasName(string name) => _names.Contains(name);

    /// <summary>The file's invocations of methods that are called what an observed one is called.</summary>
    public IEnumerable<InvocationExpressionSyntax> Invocations(SyntaxTree tree, CancellationToken cancellation)
    {
        var root = tree.GetRoot(cancellation);
        return TreeIndex.Of(tree, cancellation).Invocations(_names)
            .Select(span => root.FindNode(span, getInnermostNodeForTie: true))
            .OfType<InvocationExpressionSyntax>();
    }
}
