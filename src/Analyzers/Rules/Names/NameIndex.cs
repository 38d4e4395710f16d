using System.Runtime.CompilerServices;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Analyzers;

/// <summary>
/// The simple names that a file mentions, and where. What a rule is about is called something, and most files mention none of that: they are left
/// without a question to the compiler. Read from syntax, once a tree: an edit costs the file that it changes.
/// </summary>
internal sealed class NameIndex
{
    /// <summary>Stands for the creations that don't say of what, as if they named something that is called so.</summary>
    public const string TargetTyped = "new";

    /// <summary>Stands for what is assigned to by an index, in the same way.</summary>
    public const string Indexed = "[]";

    private static readonly ConditionalWeakTable<SyntaxTree, NameIndex> Known = new();

    private readonly NamedPlaces<int> _places = new();

    private NameIndex(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            switch (node)
            {
                case SimpleNameSyntax name:
                    _places.Add(name.Identifier.ValueText, name.SpanStart);
                    break;
                case ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 }:
                    _places.Add(TargetTyped, node.SpanStart);
                    break;
                case BracketedArgumentListSyntax { Arguments.Count: 1, Parent: { Parent: AssignmentExpressionSyntax assignment } element } when assignment.Left == element:
                    _places.Add(Indexed, node.SpanStart);
                    break;
            }
        }
    }

    public static NameIndex Of(SyntaxTree tree) => Known.GetValue(tree, static t => new NameIndex(t.GetRoot()));

    /// <summary>Where one of the names stands, in the order of the file.</summary>
    public IReadOnlyList<int> Places(ICollection<string> names) => _places.Of(names);
}
