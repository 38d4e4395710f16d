using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace Instrumentation.Analyzers.Tests;

/// <summary>Checks one refactoring: whether it is offered at the marked place, and what it makes of the source.</summary>
/// <typeparam name="TRefactoring">The refactoring.</typeparam>
internal sealed class RefactoringTest<TRefactoring>
    where TRefactoring : CodeRefactoringProvider, new()
{
    /// <summary>Other files of the project: name and text.</summary>
    public IReadOnlyList<(string Name, string Text)> Files { get; init; } = [];

    /// <summary>Whether the source is meant to compile.</summary>
    public bool Compiles { get; init; } = true;

    /// <summary>Nothing is offered at any of the marked places.</summary>
    public async Task OffersNothing(string source)
    {
        var (document, spans) = await Start(source);
        foreach (var span in spans)
            Assert.Empty(await ActionsAsync(document, span));
    }

    /// <summary>At each of the marked places the same is offered, under this title, and turns the source into this, which compiles.</summary>
    public async Task Makes(string source, string title, string after, params (string File, string After)[] others)
    {
        var (document, spans) = await Start(source);
        foreach (var span in spans)
        {
            var action = Assert.Single(await ActionsAsync(document, span));
            Assert.Equal(title, action.Title);
            var change = Assert.Single((await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>());
            var changed = change.ChangedSolution.GetDocument(document.Id)!;
            Assert.Equal(after, (await changed.GetTextAsync()).ToString());
            Assert.Empty(await TestProject.ErrorsAsync(changed.Project));
            foreach (var (file, text) in others)
                Assert.Equal(text, (await changed.Project.Documents.Single(d => d.Name == file).GetTextAsync()).ToString());
        }
    }

    private async Task<(Document Document, IReadOnlyList<TextSpan> Spans)> Start(string source)
    {
        var markup = Markup.Parse(source);
        var project = TestProject.Create(markup.Text, withLibrary: true, OutputKind.DynamicallyLinkedLibrary, Files, "");
        var errors = await TestProject.ErrorsAsync(project);
        Assert.True(Compiles == (errors.Count == 0), string.Join("\n", errors));
        Assert.NotEmpty(markup.Spans);
        return (project.Documents.First(), [.. markup.Spans.Select(static s => s.Span)]);
    }

    private static async Task<IReadOnlyList<CodeAction>> ActionsAsync(Document document, TextSpan span)
    {
        var actions = new List<CodeAction>();
        await new TRefactoring().ComputeRefactoringsAsync(new CodeRefactoringContext(document, span, actions.Add, default));
        return actions;
    }
}
