using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>Adds a named argument to a call or an attribute, after the last one and laid out like it.</summary>
internal static class ArgumentAddition
{
    /// <summary>Whether the node takes one more argument: a call, or an attribute.</summary>
    public static bool IsPossible(SyntaxNode node) =>
        node is AttributeSyntax or InvocationExpressionSyntax { ArgumentList: { Arguments.Count: > 0, CloseParenToken.IsMissing: false } };

    /// <summary>Adds <c>name: "text"</c> to a call, or <c>name = "text"</c> to an attribute.</summary>
    public static void Add(SyntaxEditor editor, SyntaxNode node, string name, string text) =>
        Add(editor, node, name, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text)));

    /// <summary>Adds <c>name: value</c> to a call, or <c>name = value</c> to an attribute.</summary>
    public static void Add(SyntaxEditor editor, SyntaxNode node, string name, ExpressionSyntax value) => editor.ReplaceNode(node, (current, _) => current switch
    {
        InvocationExpressionSyntax call => call.WithArgumentList(call.ArgumentList.WithArguments(With(
            call.ArgumentList.Arguments,
            SyntaxFactory.Argument(SyntaxFactory.NameColon(name).WithTrailingTrivia(SyntaxFactory.Space), default, value),
            call.ArgumentList.OpenParenToken))),
        AttributeSyntax { ArgumentList: { Arguments.Count: > 0 } list } attribute =>
            attribute.WithArgumentList(list.WithArguments(With(list.Arguments, AttributeArgument(name, value), list.OpenParenToken))),
        AttributeSyntax attribute => attribute.WithArgumentList(
            SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(AttributeArgument(name, value)))),
        _ => current,
    });

    // The comma is followed by what follows the one before; a comment after what was the last argument stays beside that.
    private static SeparatedSyntaxList<T> With<T>(SeparatedSyntaxList<T> list, T added, SyntaxToken open)
        where T : SyntaxNode
    {
        var last = list[list.Count - 1];
        var trailing = last.GetTrailingTrivia();
        var between = list.SeparatorCount > 0 ? list.GetSeparator(list.SeparatorCount - 1).TrailingTrivia : open.TrailingTrivia;
        var isCommented = trailing.Any(static t => t.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia);
        var afterComma = isCommented ? trailing.Any(SyntaxKind.EndOfLineTrivia) ? trailing : trailing.Add(SyntaxFactory.Space)
            : between.Any(SyntaxKind.EndOfLineTrivia) ? SyntaxFactory.TriviaList(between.Last())
            : SyntaxFactory.TriviaList(SyntaxFactory.Space);
        if (afterComma.Any(SyntaxKind.EndOfLineTrivia))
            added = added.WithLeadingTrivia(last.GetLeadingTrivia().Where(static t => t.IsKind(SyntaxKind.WhitespaceTrivia)));
        added = added.WithTrailingTrivia(trailing.Where(static t => t.Kind() is SyntaxKind.EndOfLineTrivia));
        return SyntaxFactory.SeparatedList(
            list.Replace(last, last.WithoutTrailingTrivia()).Append(added),
            list.GetSeparators().Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(afterComma)));
    }

    private static AttributeArgumentSyntax AttributeArgument(string name, ExpressionSyntax value) => SyntaxFactory.AttributeArgument(
        SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName(name).WithTrailingTrivia(SyntaxFactory.Space)).WithTrailingTrivia(SyntaxFactory.Space),
        nameColon: null,
        value);
}
