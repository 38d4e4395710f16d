using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Instrumentation.Generator.Parsing.Discovery;

/// <summary>
/// What can be known of a file without binding: the names that it invokes, where its attributes stand, and a hash of everything outside bodies.
/// Kept as long as the tree lives, so that an edit costs one file.
/// </summary>
internal sealed class TreeIndex
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeIndex> Indexes = new();

    private readonly Dictionary<string, List<TextSpan>> _invocations = new();

    // Iterators and not a walker: a walker's depth is that of the tree, and one long chain of operators would end it.
    private TreeIndex(SyntaxNode root, CancellationToken cancellation)
    {
        var attributed = ImmutableArray.CreateBuilder<AttributedDeclaration>();
        var aliases = ImmutableArray.CreateBuilder<string>();
        var local = Enumerable.Empty<SyntaxToken>();
        foreach (var node in root.DescendantNodes())
        {
            cancellation.ThrowIfCancellationRequested();
            switch (node)
            {
                case InvocationExpressionSyntax invocation:
                    Add(invocation);
                    break;
                case (TypeDeclarationSyntax or MethodDeclarationSyntax) and MemberDeclarationSyntax { AttributeLists.Count: > 0 } declaration:
                    attributed.Add(new AttributedDeclaration(declaration.Span, AttributeNames(declaration.AttributeLists)));
                    break;
                case LocalFunctionStatementSyntax { AttributeLists.Count: > 0 } function:
                    attributed.Add(new AttributedDeclaration(function.Span, AttributeNames(function.AttributeLists)));
                    local = local.Concat(LocalSurface.TokensFor(function));
                    break;
                case UsingDirectiveSyntax directive when AttributeAlias(directive) is { } alias:
                    aliases.Add(alias);
                    break;
            }
        }

        Attributed = attributed.ToImmutable();
        Aliases = aliases.ToImmutable();
        SurfaceHash = HashOf(root.DescendantTokens(static n => !IsBody(n)).Concat(local));
    }

    /// <summary>Changes when a token outside method bodies does: only then can a call elsewhere bind differently.</summary>
    public ulong SurfaceHash { get; }

    /// <summary>Methods, local functions and types that bear attributes, and the simple names of these.</summary>
    public ImmutableArray<AttributedDeclaration> Attributed { get; }

    /// <summary>What using directives call the attributes.</summary>
    public ImmutableArray<string> Aliases { get; }

    /// <summary>The surface that the tree was last seen in. A note for the next run, as <see cref="Found"/>: whoever reads it checks the hash.</summary>
    public Surface? Surface { get; set; }

    /// <summary>What was found in the file, and under which surface.</summary>
    public FoundCalls? Found { get; set; }

    public static TreeIndex Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (Indexes.TryGetValue(tree, out var index))
            return index;
        index = new TreeIndex(tree.GetRoot(cancellation), cancellation);

        // Another thread's index of the same tree says the same.
        return Indexes.GetValue(tree, _ => index);
    }

    /// <summary>The invocations of methods that are called one of these names, in the order of the file.</summary>
    public List<TextSpan> Invocations(ICollection<string> names)
    {
        var found = new List<TextSpan>();
        if (names.Count < _invocations.Count)
        {
            foreach (var name in names)
            {
                if (_invocations.TryGetValue(name, out var spans))
                    found.AddRange(spans);
            }
        }
        else
        {
            foreach (var pair in _invocations)
            {
                if (names.Contains(pair.Key))
                    found.AddRange(pair.Value);
            }
        }

        found.Sort();
        return found;
    }

    /// <summary>The observed calls of the file, null when there are none, as long as the surface is that one.</summary>
    internal sealed record FoundCalls(Surface Surface, Model.FileCalls? Calls);

    internal readonly record struct AttributedDeclaration(TextSpan Span, ImmutableArray<string> Attributes);

    private void Add(InvocationExpressionSyntax invocation)
    {
        var name = invocation.Expression switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            _ => null,
        };
        if (name is null)
            return;
        if (!_invocations.TryGetValue(name, out var spans))
            _invocations.Add(name, spans = []);
        spans.Add(invocation.Span);
    }

    private static ImmutableArray<string> AttributeNames(SyntaxList<AttributeListSyntax> lists) =>
        [.. lists.SelectMany(static l => l.Attributes).Select(static a => SimpleName(a.Name)).OfType<string>()];

    private static string? AttributeAlias(UsingDirectiveSyntax directive) =>
        directive is { Alias: { } alias, Name: { } target } && SimpleName(target) is { } name && KnownNames.InstrumentsMethods(name)
            ? alias.Name.Identifier.ValueText
            : null;

    private static string? SimpleName(TypeSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsBody(SyntaxNode node) => node switch
    {
        BlockSyntax => node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax,
        ArrowExpressionClauseSyntax or GlobalStatementSyntax => true,
        _ => false,
    };

    // FNV-1a. Of directives #if speaks through the tokens that it leaves, and #nullable changes no binding and no name.
    private static ulong HashOf(IEnumerable<SyntaxToken> tokens)
    {
        var hash = 14695981039346656037UL;
        foreach (var token in tokens)
        {
            Add((uint)token.RawKind);
            foreach (var c in token.Text)
                Add(c);
        }

        return hash;

        void Add(uint number) => hash = unchecked((hash ^ number) * 1099511628211UL);
    }
}
