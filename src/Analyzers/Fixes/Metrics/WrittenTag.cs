using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>A tag as code writes it: <c>new("key", value)</c> in a list, <c>{ "key", value }</c>, <c>tags.Add("key", value);</c>.</summary>
internal sealed class WrittenTag
{
    private WrittenTag(SyntaxNode whole, ExpressionSyntax key, ExpressionSyntax value, SyntaxNode sink)
    {
        Whole = whole;
        Key = key;
        Value = value;
        Sink = sink;
    }

    /// <summary>The pair, or the call that adds it.</summary>
    public SyntaxNode Whole { get; }

    public ExpressionSyntax Key { get; }

    public ExpressionSyntax Value { get; }

    /// <summary>The call or creation that the tag ends up in.</summary>
    public SyntaxNode Sink { get; }

    /// <summary>The statement of a block that adds the tag, and does nothing else.</summary>
    public ExpressionStatementSyntax? Statement =>
        (Whole.Parent is ConditionalAccessExpressionSyntax access ? access.Parent : Whole.Parent) is ExpressionStatementSyntax { Parent: BlockSyntax } statement
            ? statement
            : null;

    /// <summary>What goes when the tag goes from the list that it stands in; null where it stands in none, or can't go.</summary>
    public SyntaxNode? Element => Whole switch
    {
        _ when Whole.ContainsDirectives => null,
        { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: var taker } } argument } when taker == Sink => argument,
        { Parent: ExpressionElementSyntax element } => element,
        { Parent: InitializerExpressionSyntax { Parent: var creation } } when creation is not ArrayCreationExpressionSyntax array || IsUnsized(array) => Whole,
        _ => null,
    };

    /// <summary>The tag of a diagnostic that says where its parts stand.</summary>
    public static async Task<WrittenTag?> OfAsync(Diagnostic diagnostic, CancellationToken cancellation)
    {
        var places = diagnostic.AdditionalLocations;
        if (places.Count <= TagLocations.Sink || places[TagLocations.Tag].SourceTree is not { } tree)
            return null;
        var root = await tree.GetRootAsync(cancellation).ConfigureAwait(false);
        return At(TagLocations.Key) is ExpressionSyntax key && At(TagLocations.Value) is ExpressionSyntax value
            ? new WrittenTag(At(TagLocations.Tag), key, value, At(TagLocations.Sink))
            : null;

        SyntaxNode At(int place) => root.FindNode(places[place].SourceSpan, getInnermostNodeForTie: true);
    }

    /// <summary>Takes the tag's element out of its list, or its statement out of its block; comments and directives stay.</summary>
    public static void Remove(SyntaxEditor editor, SyntaxNode gone)
    {
        if (gone is not StatementSyntax statement)
        {
            var around = gone.GetLeadingTrivia().Concat(gone.GetTrailingTrivia()).Concat(gone.GetLastToken().GetNextToken().TrailingTrivia);
            editor.RemoveNode(gone, SaysNothing(around) ? SyntaxRemoveOptions.KeepNoTrivia : SyntaxRemoveOptions.KeepExteriorTrivia);
            return;
        }

        editor.TrackNode(statement);
        editor.ReplaceNode(statement.Parent!, (current, _) => Without(current, statement));
    }

    // What stood around the statement now stands before what followed it.
    private static SyntaxNode Without(SyntaxNode block, StatementSyntax statement)
    {
        var now = block.GetCurrentNode(statement)!;
        var kept = !SaysNothing(now.GetTrailingTrivia()) ? now.GetLeadingTrivia().Concat(now.GetTrailingTrivia())
            : now.GetLeadingTrivia().Reverse().SkipWhile(static t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse();
        var next = now.GetLastToken().GetNextToken();
        var moved = block.ReplaceToken(next, next.WithLeadingTrivia(kept.Concat(next.LeadingTrivia)));
        return moved.RemoveNode(moved.GetCurrentNode(statement)!, SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    private static bool SaysNothing(IEnumerable<SyntaxTrivia> trivia) =>
        trivia.All(static t => t.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia);

    private static bool IsUnsized(ArrayCreationExpressionSyntax array) =>
        array.Type.RankSpecifiers.All(static r => r.Sizes.All(static s => s is OmittedArraySizeExpressionSyntax));
}
