using System;
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

    private readonly NamedPlaces<TextSpan> _invocations = new();

    // Iterators and not a walker: a walker's depth is that of the tree, and one long chain of operators would end it.
    private TreeIndex(SyntaxNode root, CancellationToken cancellation)
    {
        var attributed = ImmutableArray.CreateBuilder<AttributedDeclaration>();
        var aliases = ImmutableArray.CreateBuilder<Alias>();
        var local = Enumerable.Empty<SyntaxToken>();
        foreach (var node in root.DescendantNodes())
        {
            cancellation.ThrowIfCancellationRequested();
            switch (node)
            {
                case InvocationExpressionSyntax invocation:
                    Add(invocation);
                    break;
                case (TypeDeclarationSyntax or MethodDeclarationSyntax or PropertyDeclarationSyntax) and MemberDeclarationSyntax { AttributeLists.Count: > 0 } declaration:
                    attributed.Add(new AttributedDeclaration(declaration.Span, AttributeNames(declaration.AttributeLists)));
                    break;
                case AccessorDeclarationSyntax { AttributeLists.Count: > 0 } accessor:
                    attributed.Add(new AttributedDeclaration(accessor.Span, AttributeNames(accessor.AttributeLists)));
                    break;
                case LocalFunctionStatementSyntax { AttributeLists.Count: > 0 } function:
                    attributed.Add(new AttributedDeclaration(function.Span, AttributeNames(function.AttributeLists)));
                    local = local.Concat(LocalSurface.TokensFor(function));
                    break;
                case UsingDirectiveSyntax { Alias: { } alias, Name: { } target } when target.SimpleName() is { } name:
                    aliases.Add(new Alias(alias.Name.Identifier.ValueText, name));
                    break;
            }
        }

        Attributed = attributed.ToImmutable();
        Aliases = aliases.ToImmutable();
        SurfaceHash = HashOf(root, local, isOwnBusiness: Attributed.IsEmpty ? IsPrivate : static _ => false);
    }

    /// <summary>
    /// Changes when a token outside bodies does, or a body comes or goes: only then can a call elsewhere bind differently. Private methods are their
    /// file's own business, unless something there bears an attribute, which can name them.
    /// </summary>
    public ulong SurfaceHash { get; }

    /// <summary>Methods, properties, accessors, local functions and types that bear attributes, and the simple names of these.</summary>
    public ImmutableArray<AttributedDeclaration> Attributed { get; }

    /// <summary>What using directives call a type.</summary>
    public ImmutableArray<Alias> Aliases { get; }

    /// <summary>The surface that the tree was last seen in. A note for the next run, as <see cref="Found"/>: whoever reads it checks the hash.</summary>
    public Surface? Surface { get; set; }

    /// <summary>What was found in the file, and under which surface.</summary>
    public FoundCalls? Found { get; set; }

    public static TreeIndex Of(SyntaxTree tree, CancellationToken cancellation) =>
        Indexes.TryGetValue(tree, out var known) ? known : Remember(tree, new TreeIndex(tree.GetRoot(cancellation), cancellation));

    /// <summary>The invocations of methods that are called one of these names, in the order of the file.</summary>
    public IReadOnlyList<TextSpan> Invocations(ICollection<string> names) => _invocations.Of(names);

    /// <summary>The observed calls of the file, as long as the surface is that one and the project lies there.</summary>
    internal sealed record FoundCalls(ulong SurfaceHash, string ProjectDirectory, Model.FileCalls Calls);

    /// <summary>What a using directive calls a type, and the type's simple name there.</summary>
    internal readonly record struct Alias(string Name, string Target);

    internal readonly record struct AttributedDeclaration(TextSpan Span, ImmutableArray<string> Attributes);

    // Another thread's index of the same tree says the same.
    private static TreeIndex Remember(SyntaxTree tree, TreeIndex index) => Indexes.GetValue(tree, _ => index);

    private void Add(InvocationExpressionSyntax invocation)
    {
        var name = invocation.Expression switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            _ => null,
        };
        if (name is not null)
            _invocations.Add(name, invocation.Span);
    }

    private static ImmutableArray<string> AttributeNames(SyntaxList<AttributeListSyntax> lists) =>
        [.. lists.SelectMany(static l => l.Attributes).Select(static a => a.Name.SimpleName()).OfType<string>()];

    // Of directives #if speaks through the tokens that it leaves, and #nullable changes no binding and no name.
    private static ulong HashOf(SyntaxNode root, IEnumerable<SyntaxToken> local, Func<SyntaxNode, bool> isOwnBusiness)
    {
        var hash = Hash.Start;
        var hasStatements = false;
        foreach (var item in root.DescendantNodesAndTokens(n => !IsBody(n) && !isOwnBusiness(n)))
        {
            if (item.IsToken)
            {
                hash = Hash.Mix(Hash.Mix(hash, (ulong)item.RawKind), item.AsToken().Text);
            }
            else if (item.AsNode() is { } node && IsBody(node))
            {
                // Without its body, "int Id => 1;" would read as a field. Top-level statements make a class, however many they are.
                if (node is not GlobalStatementSyntax || !hasStatements)
                    hash = Hash.Mix(hash, (ulong)item.RawKind);
                hasStatements |= node is GlobalStatementSyntax;
            }
        }

        foreach (var token in local)
            hash = Hash.Mix(Hash.Mix(hash, (ulong)token.RawKind), token.Text);
        return hash;
    }

    // Of a class that is partial, other files are a part.
    private static bool IsPrivate(SyntaxNode node) =>
        node is MethodDeclarationSyntax { AttributeLists.Count: 0, ExplicitInterfaceSpecifier: null, Parent: ClassDeclarationSyntax type } method
        && method.Modifiers.All(static m => !SyntaxFacts.IsAccessibilityModifier(m.Kind()) || m.IsKind(SyntaxKind.PrivateKeyword))
        && !method.Modifiers.Any(SyntaxKind.PartialKeyword) && !type.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static bool IsBody(SyntaxNode node) => node switch
    {
        BlockSyntax => node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax && !MakesFields(node.Parent),
        ArrowExpressionClauseSyntax => !MakesFields(node.Parent!),
        GlobalStatementSyntax => true,
        _ => false,
    };

    // A body makes a field by naming "field" or a parameter of the primary constructor, and what fields a struct has decides whether it is
    // unmanaged, and so which calls can take it.
    private static bool MakesFields(SyntaxNode member) =>
        member.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && type.Kind() is SyntaxKind.StructDeclaration or SyntaxKind.RecordStructDeclaration
        && (member is AccessorDeclarationSyntax or PropertyDeclarationSyntax
            || type.ParameterList is not null || type.Modifiers.Any(SyntaxKind.PartialKeyword));
}
