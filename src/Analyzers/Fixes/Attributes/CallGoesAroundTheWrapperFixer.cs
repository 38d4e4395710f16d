using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS002: calls the method from a lambda, makes it partial, gives it a builder, or moves its attributes to the declaration that is called.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CallGoesAroundTheWrapperFixer)), Shared]
public sealed class CallGoesAroundTheWrapperFixer() : RuleFixer(RuleIds.CallGoesAroundTheWrapper)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var repairs = new List<Repair>();
        var solution = document.Project.Solution;
        if (diagnostic.Properties.ContainsKey(CallGoesAroundTheWrapper.WrapInLambda)
            && await MethodGroupWrapping.FindAsync(document, (ExpressionSyntax)node, cancellation).ConfigureAwait(false) is { } wrapping)
        {
            repairs.Add(wrapping);
        }

        var declarations = diagnostic.AdditionalLocations.Select(l => DeclarationAt(l, cancellation)).ToList();
        if (declarations.FirstOrDefault() is { } method && solution.GetDocument(method.SyntaxTree) is { } declaring)
        {
            var model = (await declaring.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
            if (diagnostic.Properties.ContainsKey(CallGoesAroundTheWrapper.MakePartial))
                repairs.AddRange(PartialConversion.Of(method, model, cancellation));
            if (diagnostic.Properties.ContainsKey(CallGoesAroundTheWrapper.AddBuilder))
                repairs.AddRange(BuilderAddition.Of(method, model, cancellation));
        }

        if (diagnostic.Properties.ContainsKey(CallGoesAroundTheWrapper.MoveAttribute)
            && declarations[0] is { } implementation && declarations[1] is { } called
            && await AttributeMove.FindAsync(solution, implementation, called, cancellation).ConfigureAwait(false) is { } move)
        {
            repairs.Add(move);
        }

        return repairs;
    }

    private static MethodDeclarationSyntax? DeclarationAt(Location location, CancellationToken cancellation) =>
        location.SourceTree?.GetRoot(cancellation).FindNode(location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>();
}
