using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>
/// A fixer of one rule. It says which repairs a diagnostic has, and checks everything before it does: an offered repair works. Fix All applies
/// the repairs of one kind to a document with one editor, so that they can't run into each other.
/// </summary>
public abstract class RuleFixer : CodeFixProvider
{
    private protected RuleFixer(string id) => FixableDiagnosticIds = [id];

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(FixAllAsync);

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var repair in await RepairsAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
                context.RegisterCodeFix(CodeAction.Create(repair.Title, c => ApplyAsync(context.Document, [repair], c), repair.Key), diagnostic);
        }
    }

    /// <summary>The repairs of a diagnostic, the best first.</summary>
    /// <param name="document">The document that the diagnostic is in.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="node">The innermost node at its place.</param>
    /// <param name="cancellation">Whether nobody waits any more.</param>
    private protected abstract Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation);

    /// <summary>Repairs that are known at once.</summary>
    private protected static Task<IReadOnlyList<Repair>> Offer(params Repair[] repairs) => Task.FromResult<IReadOnlyList<Repair>>(repairs);

    /// <summary>The document with the repairs.</summary>
    private protected static async Task<Document> ApplyAsync(Document document, IEnumerable<Repair> repairs, CancellationToken cancellation)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        foreach (var repair in repairs)
            repair.Apply(editor);
        return editor.GetChangedDocument();
    }

    private async Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var node = root!.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return await RepairsAsync(document, diagnostic, node, cancellation).ConfigureAwait(false);
    }

    private async Task<Document?> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var repairs = new List<Repair>();
        foreach (var diagnostic in diagnostics.OrderBy(static d => d.Location.SourceSpan.Start))
        {
            var offered = await RepairsAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (offered.FirstOrDefault(r => r.Key == context.CodeActionEquivalenceKey) is { } repair && !repairs.Exists(r => r.Target == repair.Target))
                repairs.Add(repair);
        }

        return await ApplyAsync(document, repairs, context.CancellationToken).ConfigureAwait(false);
    }
}
