using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Parsing.Discovery;

/// <summary>
/// What of a body belongs to the surface: a local function that bears attributes is declared there. Of its surroundings in the body its header
/// can name type parameters of the functions around it, and constants.
/// </summary>
internal static class LocalSurface
{
    public static IEnumerable<SyntaxToken> TokensFor(LocalFunctionStatementSyntax function) => Header(function).Concat(
        function.Ancestors().TakeWhile(static n => n is not BaseTypeDeclarationSyntax).SelectMany(static node => node switch
        {
            LocalFunctionStatementSyntax around => Header(around),
            BlockSyntax block => block.Statements.SelectMany(Constant),
            SwitchSectionSyntax section => section.Statements.SelectMany(Constant),
            CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().SelectMany(static s => Constant(s.Statement)),
            _ => Enumerable.Empty<SyntaxToken>(),
        }));

    private static IEnumerable<SyntaxToken> Header(LocalFunctionStatementSyntax function) =>
        function.DescendantTokens(n => n != function.Body && n != function.ExpressionBody);

    private static IEnumerable<SyntaxToken> Constant(StatementSyntax statement) =>
        statement is LocalDeclarationStatementSyntax { IsConst: true } ? statement.DescendantTokens() : Enumerable.Empty<SyntaxToken>();
}
