using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace Instrumentation.CodeFixes;

/// <summary>A change that the developer may want where nothing is wrong. It checks everything before it offers one: what is offered works.</summary>
public abstract class Refactoring : CodeRefactoringProvider
{
    public sealed override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;

        if (await FindAsync(document, root.FindNode(context.Span), context.CancellationToken).ConfigureAwait(false) is { } repair)
            context.RegisterRefactoring(CodeAction.Create(repair.Title, c => Repairs.ApplyAsync(document.Project.Solution, [repair], c), repair.Key));
    }

    /// <summary>The change at the node; null where there is none.</summary>
    private protected abstract Task<Repair?> FindAsync(Document document, SyntaxNode node, CancellationToken cancellation);
}
