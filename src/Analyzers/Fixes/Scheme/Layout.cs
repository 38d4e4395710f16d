using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>How new code stands beside what is there.</summary>
internal static class Layout
{
    /// <summary>What stands between the beginning of the line and the node; empty where it is not the first in its line.</summary>
    public static SyntaxTriviaList Indentation(SyntaxNode node)
    {
        var leading = node.GetLeadingTrivia();
        return leading.Count > 0 && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(leading.Last()) : default;
    }

    /// <summary>A statement of that text, to stand in the line after the other, or after it in its line where that goes on.</summary>
    public static StatementSyntax After(StatementSyntax other, string text)
    {
        var endsLine = other.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        var statement = SyntaxFactory.ParseStatement(text);
        return endsLine
            ? statement.WithLeadingTrivia(Indentation(other)).WithTrailingTrivia(CoreMethodSyntax.EndOfLine(other))
            : statement.WithTrailingTrivia(SyntaxFactory.Space);
    }
}
