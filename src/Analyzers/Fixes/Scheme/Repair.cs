using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>One way to change a document so that a diagnostic goes away.</summary>
/// <param name="title">What the developer chooses, as an order: <c>Remove [Traced]</c>.</param>
/// <param name="key">The same for repairs of one kind: Fix All applies those of the chosen kind.</param>
/// <param name="target">What is changed: two diagnostics that ask for the same repair of the same target get it once.</param>
/// <param name="apply">Registers the changes with an editor of the document.</param>
internal sealed class Repair(string title, string key, SyntaxNode target, Action<SyntaxEditor> apply)
{
    public string Title { get; } = title;

    public string Key { get; } = key;

    public SyntaxNode Target { get; } = target;

    public void Apply(SyntaxEditor editor) => apply(editor);
}
