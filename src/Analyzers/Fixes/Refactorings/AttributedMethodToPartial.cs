using System.Composition;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>Gives an attributed method its partial form, by which every caller is observed: its body moves to its core method.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(AttributedMethodToPartial)), Shared]
public sealed class AttributedMethodToPartial : Refactoring
{
    private protected override async Task<Repair?> FindAsync(Document document, SyntaxNode node, CancellationToken cancellation)
    {
        // On its name, its attributes, its signature: not in its body.
        if (node.FirstAncestorOrSelf<SyntaxNode>(static n => n is MethodDeclarationSyntax or BlockSyntax or ArrowExpressionClauseSyntax) is not MethodDeclarationSyntax method)
            return null;

        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (model.GetDeclaredSymbol(method, cancellation) is not IMethodSymbol symbol || Attributed.Of(symbol) is null || StrategyChoice.For(symbol) != Strategy.Interceptor
            || Eligibility.Check(symbol, Strategy.Partial, model.Compilation) != Obstacle.None)
        {
            return null;
        }

        return PartialConversion.Of(method, model, cancellation).FirstOrDefault() is { } repair
            && await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is not null ? repair : null;
    }
}
