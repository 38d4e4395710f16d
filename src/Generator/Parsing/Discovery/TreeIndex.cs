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

    private TreeIndex(SyntaxNode root, CancellationToken cancellation)
    {
        var walker = new Walker(this, cancellation);
        walker.Visit(root);
        SurfaceHash = walker.Hash;
        Attributed = [.. walker.Attributed];
        Aliases = [.. walker.Aliases];
    }

    /// <summary>Changes when a token outside method bodies does: only then can a call elsewhere bind differently.</summary>
    public ulong SurfaceHash { get; }

    /// <summary>Methods and types that bear attributes, and the simple names of these.</summary>
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

    private sealed class Walker(TreeIndex index, CancellationToken cancellation) : CSharpSyntaxWalker(SyntaxWalkerDepth.Token)
    {
        private int _depthInBodies;

        public ulong Hash { get; private set; } = 14695981039346656037UL;

        public List<AttributedDeclaration> Attributed { get; } = [];

        public List<string> Aliases { get; } = [];

        public override void VisitBlock(BlockSyntax node) => InBody(() => base.VisitBlock(node), node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax);

        public override void VisitArrowExpressionClause(ArrowExpressionClauseSyntax node) => InBody(() => base.VisitArrowExpressionClause(node), true);

        public override void VisitGlobalStatement(GlobalStatementSyntax node) => InBody(() => base.VisitGlobalStatement(node), true);

        public override void VisitInvocationExpression(InvocationExpressionSyntax node)
        {
            if (NameOf(node.Expression) is { } name)
            {
                if (!index._invocations.TryGetValue(name, out var spans))
                    index._invocations.Add(name, spans = []);
                spans.Add(node.Span);
            }

            base.VisitInvocationExpression(node);
        }

        public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
        {
            cancellation.ThrowIfCancellationRequested();
            AddAttributed(node, node.AttributeLists);
            base.VisitMethodDeclaration(node);
        }

        public override void VisitClassDeclaration(ClassDeclarationSyntax node)
        {
            AddAttributed(node, node.AttributeLists);
            base.VisitClassDeclaration(node);
        }

        public override void VisitStructDeclaration(StructDeclarationSyntax node)
        {
            AddAttributed(node, node.AttributeLists);
            base.VisitStructDeclaration(node);
        }

        public override void VisitInterfaceDeclaration(InterfaceDeclarationSyntax node)
        {
            AddAttributed(node, node.AttributeLists);
            base.VisitInterfaceDeclaration(node);
        }

        public override void VisitRecordDeclaration(RecordDeclarationSyntax node)
        {
            AddAttributed(node, node.AttributeLists);
            base.VisitRecordDeclaration(node);
        }

        public override void VisitUsingDirective(UsingDirectiveSyntax node)
        {
            if (node is { Alias: { } alias, Name: { } target } && SimpleName(target) is { } name && KnownNames.InstrumentsMethods(name))
                Aliases.Add(alias.Name.Identifier.ValueText);
            base.VisitUsingDirective(node);
        }

        public override void VisitToken(SyntaxToken token)
        {
            // Of directives #if speaks through the tokens that it leaves, and #nullable changes no binding and no name.
            if (_depthInBodies == 0)
            {
                Add((uint)token.RawKind);
                Add(token.Text);
            }
        }

        private void InBody(System.Action visit, bool isBody)
        {
            _depthInBodies += isBody ? 1 : 0;
            visit();
            _depthInBodies -= isBody ? 1 : 0;
        }

        private void AddAttributed(MemberDeclarationSyntax node, SyntaxList<AttributeListSyntax> lists)
        {
            if (lists.Count == 0)
                return;
            var names = lists.SelectMany(static l => l.Attributes).Select(static a => SimpleName(a.Name)).OfType<string>();
            Attributed.Add(new AttributedDeclaration(node.Span, [.. names]));
        }

        private void Add(uint number) => Hash = unchecked((Hash ^ number) * 1099511628211UL);

        private void Add(string text)
        {
            foreach (var c in text)
                Add(c);
        }

        private static string? NameOf(ExpressionSyntax expression) => expression switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            _ => null,
        };

        private static string? SimpleName(TypeSyntax name) => name switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
            _ => null,
        };
    }
}
