using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.CodeFixes;

/// <summary>Comments, which say something of what stands beside them.</summary>
internal static class Comments
{
    /// <summary>Whether there are comments in the node, which would stand beside something else once its parts are moved.</summary>
    public static bool HasComments(this SyntaxNode node) =>
        node.DescendantTrivia().Any(static t => t.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia);
}
