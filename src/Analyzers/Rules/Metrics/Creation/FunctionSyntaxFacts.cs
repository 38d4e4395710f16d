using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Analyzers;

/// <summary>What code stands in.</summary>
internal static class FunctionSyntaxFacts
{
    public static bool IsLoop(this SyntaxNode node) =>
        node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax;

    /// <summary>Whether the node is a function within a member.</summary>
    public static bool IsFunction(this SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax;

    /// <summary>The member that the node stands in; for top-level statements, the file.</summary>
    public static SyntaxNode EnclosingMember(this SyntaxNode node) =>
        node.Ancestors().First(static a => a is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);

    /// <summary>The innermost function, accessor or member that runs the node; for top-level statements, the file.</summary>
    public static SyntaxNode EnclosingFunction(this SyntaxNode node) =>
        node.Ancestors().First(static a =>
            a.IsFunction() || a is AccessorDeclarationSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);
}
