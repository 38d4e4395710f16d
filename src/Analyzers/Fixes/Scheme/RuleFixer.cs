using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Instrumentation.CodeFixes;

/// <summary>
/// A fixer of one rule. It says which repairs a diagnostic has, and checks everything before it does: an offered repair works. Fix All applies
/// the repairs of one kind with one editor a document, so that they can't run into each other.
/// </summary>
public abstract class RuleFixer : CodeFixProvider
{
    private protected RuleFixer(string id) => FixableDiagnosticIds = [id];

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    public sealed override FixAllProvider GetFixAllProvider() => new RepairAllProvider(this);

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var repair in await RepairsAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
                context.RegisterCodeFix(CodeAction.Create(repair.Title, c => Repairs.ApplyAsync(context.Document.Project.Solution, [repair], c), repair.Key), diagnostic);
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

    private async Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var node = root!.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return await RepairsAsync(document, diagnostic, node, cancellation).ConfigureAwait(false);
    }

    // A repair may reach into other documents, and two of one document into the same: all of them are known before one is applied.
    private sealed class RepairAllProvider(RuleFixer fixer) : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
        {
            var repairs = new List<Repair>();
            foreach (var document in Documents(context))
            {
                var diagnostics = await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
                foreach (var diagnostic in diagnostics.OrderBy(static d => d.Location.SourceSpan.Start))
                {
                    var offered = await fixer.RepairsAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false);
                    if (offered.FirstOrDefault(r => r.Key == context.CodeActionEquivalenceKey) is { } repair && !repairs.Exists(r => r.Target == repair.Target))
                        repairs.Add(repair);
                }
            }

            return CodeAction.Create($"Fix all {fixer.FixableDiagnosticIds[0]}", c => Repairs.ApplyAsync(context.Solution, repairs, c), context.CodeActionEquivalenceKey);
        }

        private static IEnumerable<Document> Documents(FixAllContext context) => context switch
        {
            { Scope: FixAllScope.Solution } => context.Solution.Projects.SelectMany(static p => p.Documents),
            { Scope: FixAllScope.Document, Document: { } document } => [document],
            _ => context.Project.Documents,
        };
    }
}
