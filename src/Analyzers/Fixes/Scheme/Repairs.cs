using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>Applies repairs, and looks what the compiler says of them.</summary>
internal static class Repairs
{
    /// <summary>The solution with the repairs.</summary>
    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Repair> repairs, CancellationToken cancellation)
    {
        var editor = new SolutionEditor(solution);
        foreach (var edit in repairs.SelectMany(static r => r.Edits))
        {
            if (solution.GetDocument(edit.Tree) is { } document)
                edit.Apply(await editor.GetDocumentEditorAsync(document.Id, cancellation).ConfigureAwait(false));
        }

        return editor.GetChangedSolution();
    }

    /// <summary>The solution with the repair; null where the changed documents then have errors that they had not.</summary>
    public static async Task<Solution?> TryAsync(Solution solution, Repair repair, CancellationToken cancellation)
    {
        var changed = await ApplyAsync(solution, [repair], cancellation).ConfigureAwait(false);
        foreach (var edit in repair.Edits)
        {
            if (solution.GetDocument(edit.Tree) is not { } document)
                return null;
            var before = await ErrorsAsync(document, cancellation).ConfigureAwait(false);
            var after = await ErrorsAsync(changed.GetDocument(document.Id)!, cancellation).ConfigureAwait(false);
            if (after > before)
                return null;
        }

        return changed;
    }

    private static async Task<int> ErrorsAsync(Document document, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        return model.GetDiagnostics(cancellationToken: cancellation).Count(static d => d.Severity == DiagnosticSeverity.Error);
    }
}
