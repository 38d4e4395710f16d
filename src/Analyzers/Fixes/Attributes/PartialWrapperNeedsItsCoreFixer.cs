using System.Composition;
using Instrumentation.Analyzers;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Instrumentation.CodeFixes;

/// <summary>INS009: writes the core method, or changes the signature of the one method that has its name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialWrapperNeedsItsCoreFixer)), Shared]
public sealed class PartialWrapperNeedsItsCoreFixer() : RuleFixer(RuleIds.PartialWrapperNeedsItsCore)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (node.FirstAncestorOrSelf<AccessorDeclarationSyntax>() is { } accessor)
        {
            return model.GetDeclaredSymbol(accessor, cancellation) is { } get && !HasOverloadLikeCore(get)
                ? [Generate(accessor, CoreMethodSyntax.CoreOf(accessor, get, model, cancellation))]
                : [];
        }

        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } partial || model.GetDeclaredSymbol(partial, cancellation) is not { } symbol)
            return [];

        var repairs = new List<Repair>();
        var candidates = CoreMethod.Candidates(symbol).SelectMany(static c => c.DeclaringSyntaxReferences).ToList();
        if (candidates.Count == 1
            && await candidates[0].GetSyntaxAsync(cancellation).ConfigureAwait(false) is MethodDeclarationSyntax candidate
            && candidate.SyntaxTree == partial.SyntaxTree)
        {
            var adapt = Adapt(partial, candidate, model, cancellation);
            if (await CompilesAsync(document, adapt, candidate.Identifier.ValueText, cancellation).ConfigureAwait(false))
                repairs.Add(adapt);
        }

        // An override has its type parameters' constraints from elsewhere.
        if (!(symbol.IsOverride && symbol.Arity > 0) && !HasOverloadLikeCore(symbol))
            repairs.Add(Generate(partial, CoreMethodSyntax.CoreOf(partial, model, cancellation)));
        return repairs;
    }

    private static Repair Generate(SyntaxNode partial, MethodDeclarationSyntax signature)
    {
        // What editors write for a body that only its author can know.
        var exception = SyntaxFactory.ParseTypeName("global::System.NotImplementedException").WithAdditionalAnnotations(Simplifier.Annotation);
        var body = SyntaxFactory.ThrowExpression(SyntaxFactory.ObjectCreationExpression(exception).WithArgumentList(SyntaxFactory.ArgumentList()));
        var core = signature
            .WithExpressionBody(SyntaxFactory.ArrowExpressionClause(body))
            .NormalizeWhitespace(eol: CoreMethodSyntax.EndOfLine(partial).ToString())
            .WithLeadingTrivia(CoreMethodSyntax.EndOfLine(partial))
            .WithTrailingTrivia(CoreMethodSyntax.EndOfLine(partial))
            .WithAdditionalAnnotations(Formatter.Annotation);
        return new Repair($"Generate '{core.Identifier.ValueText}'", "Generate", partial, editor =>
            editor.InsertAfter(partial.FirstAncestorOrSelf<MemberDeclarationSyntax>()!, core));
    }

    private static Repair Adapt(MethodDeclarationSyntax partial, MethodDeclarationSyntax candidate, SemanticModel model, CancellationToken cancellation)
    {
        var parameters = CoreMethodSyntax.CoreParameters(partial.ParameterList, model, cancellation);

        // The body knows its parameters by the names that it gave them.
        var named = parameters.Parameters.Select((parameter, i) => i < candidate.ParameterList.Parameters.Count
            ? parameter.WithIdentifier(candidate.ParameterList.Parameters[i].Identifier.WithTriviaFrom(parameter.Identifier))
            : parameter);
        var adapted = candidate
            .WithModifiers(WithStatic(candidate.Modifiers, partial.Modifiers.Any(SyntaxKind.StaticKeyword)))
            .WithReturnType(partial.ReturnType.WithTriviaFrom(candidate.ReturnType))
            .WithTypeParameterList(partial.TypeParameterList?.WithoutTrivia())
            .WithConstraintClauses(partial.ConstraintClauses)
            .WithParameterList(parameters
                .WithParameters(SyntaxFactory.SeparatedList(named, parameters.Parameters.GetSeparators()))
                .WithTriviaFrom(candidate.ParameterList))
            .WithLeadingTrivia(candidate.GetLeadingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);
        return new Repair($"Change the signature of '{candidate.Identifier.ValueText}'", "Adapt", candidate, editor => editor.ReplaceNode(candidate, adapted));
    }

    private static SyntaxTokenList WithStatic(SyntaxTokenList modifiers, bool isStatic)
    {
        var index = modifiers.IndexOf(SyntaxKind.StaticKeyword);
        if (index >= 0 == isStatic)
            return modifiers;
        if (!isStatic)
            return modifiers.RemoveAt(index);

        var keyword = SyntaxFactory.Token(SyntaxKind.StaticKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        var access = modifiers.Count(static m => SyntaxFacts.IsAccessibilityModifier(m.Kind()));
        return modifiers.Insert(access, keyword);
    }

    // The body may use what the signature no longer gives it.
    private static async Task<bool> CompilesAsync(Document document, Repair repair, string name, CancellationToken cancellation)
    {
        var solution = await Repairs.ApplyAsync(document.Project.Solution, [repair], cancellation).ConfigureAwait(false);
        var changed = solution.GetDocument(document.Id)!;
        var model = (await changed.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var root = (await changed.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        return root.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(m => m.Identifier.ValueText == name)
            .All(m => model.GetDiagnostics(m.Span, cancellation).All(static d => d.Severity != DiagnosticSeverity.Error));
    }

    // A method that differs in nothing that overloads may differ in.
    private static bool HasOverloadLikeCore(IMethodSymbol partial) =>
        CoreMethod.Candidates(partial).Any(c => c.Arity == partial.Arity && Overloaded(c).SequenceEqual(Overloaded(partial)));

    private static IEnumerable<(string Type, bool IsValue)> Overloaded(IMethodSymbol method) =>
        method.Parameters.Select(static p => (p.Type.ToDisplayString(), p.RefKind == RefKind.None));
}
