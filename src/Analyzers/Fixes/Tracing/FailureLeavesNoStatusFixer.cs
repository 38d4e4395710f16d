using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS204: sets the status of the span at the beginning of the handler, and gives the exception a name where it has none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FailureLeavesNoStatusFixer)), Shared]
public sealed class FailureLeavesNoStatusFixer() : RuleFixer(RuleIds.FailureLeavesNoStatus)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<CatchClauseSyntax>() is not { Block.OpenBraceToken.IsMissing: false } clause
            || !diagnostic.Properties.TryGetValue(FailureLeavesNoStatus.Variable, out var variable))
        {
            return [];
        }

        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var place = clause.Block.SpanStart;
        if (model.LookupSymbols(place, name: variable).All(static s => s is not (ILocalSymbol or IParameterSymbol)))
            return [];

        var exception = clause.Declaration is { Identifier.RawKind: not (int)SyntaxKind.None } named ? named.Identifier.Text : FreeName.Of("e", clause);
        var statement = diagnostic.Properties.ContainsKey(FailureLeavesNoStatus.IsTelemetrySpan)
            ? $"{variable}.SetStatus({Qualified("Status", "OpenTelemetry.Trace")}.Error.WithDescription({exception}.Message));"
            : $"{variable}?.SetStatus({Qualified("ActivityStatusCode", "System.Diagnostics")}.Error, {exception}.Message);";
        var type = Qualified("Exception", "System");
        return
        [
            new Repair("Set the status to Error", "SetStatus", clause, editor => editor.ReplaceNode(
                clause, (current, _) => WithStatement(WithName((CatchClauseSyntax)current, type, exception), clause, statement))),
        ];

        string Qualified(string name, string @namespace) =>
            model.LookupNamespacesAndTypes(place, name: name).Any(t => t.ContainingNamespace?.ToDisplayString() == @namespace) ? name : $"{@namespace}.{name}";
    }

    private static CatchClauseSyntax WithName(CatchClauseSyntax clause, string type, string exception)
    {
        if (clause.Declaration is null)
        {
            // Read from text, so that nothing around it is formatted anew.
            var declaration = ((TryStatementSyntax)SyntaxFactory.ParseStatement($"try {{ }} catch ({type} {exception}) {{ }}")).Catches[0].Declaration!;
            return clause
                .WithCatchKeyword(clause.CatchKeyword.WithTrailingTrivia(SyntaxFactory.Space))
                .WithDeclaration(declaration.WithTrailingTrivia(clause.CatchKeyword.TrailingTrivia));
        }

        return !clause.Declaration.Identifier.IsKind(SyntaxKind.None)
            ? clause
            : clause.WithDeclaration(clause.Declaration
                .WithType(clause.Declaration.Type.WithTrailingTrivia(SyntaxFactory.Space))
                .WithIdentifier(SyntaxFactory.Identifier(exception)));
    }

    private static CatchClauseSyntax WithStatement(CatchClauseSyntax clause, CatchClauseSyntax original, string text)
    {
        var block = clause.Block;
        var statement = SyntaxFactory.ParseStatement(text);
        if (!block.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
            return clause.WithBlock(block.WithStatements(block.Statements.Insert(0, statement.WithTrailingTrivia(SyntaxFactory.Space))));

        var indentation = block.Statements.Count > 0
            ? Layout.Indentation(original.Block.Statements[0])
            : Layout.Indentation(original.Block).Add(SyntaxFactory.Whitespace("    "));
        return clause.WithBlock(block.WithStatements(block.Statements.Insert(
            0, statement.WithLeadingTrivia(indentation).WithTrailingTrivia(CoreMethodSyntax.EndOfLine(original)))));
    }
}
