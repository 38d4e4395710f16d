using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>One way to change documents so that a diagnostic goes away.</summary>
internal sealed class Repair
{
    /// <param name="title">What the developer chooses, as an order: <c>Remove [Traced]</c>.</param>
    /// <param name="key">The same for repairs of one kind: Fix All applies those of the chosen kind.</param>
    /// <param name="target">What is changed: two diagnostics that ask for the same repair of the same target get it once.</param>
    /// <param name="apply">Registers the changes with an editor of the target's document.</param>
    public Repair(string title, string key, SyntaxNode target, Action<SyntaxEditor> apply)
        : this(title, key, target, new Edit(target.SyntaxTree, apply))
    {
    }

    /// <summary>The same, where more than the target's document changes.</summary>
    public Repair(string title, string key, SyntaxNode target, params Edit[] edits)
    {
        Title = title;
        Key = key;
        Target = target;
        Edits = [.. edits];
    }

    public string Title { get; }

    public string Key { get; }

    public SyntaxNode Target { get; }

    public ImmutableArray<Edit> Edits { get; }

    /// <summary>What is changed in one file.</summary>
    internal readonly struct Edit(SyntaxTree tree, Action<SyntaxEditor> apply)
    {
        public SyntaxTree Tree { get; } = tree;

        public void Apply(SyntaxEditor editor) => apply(editor);
    }
}
