using System.Composition;
using Instrumentation.Analyzers;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Instrumentation.CodeFixes;

/// <summary>INS011: lets each constructor that makes an object by itself start to observe it, as the last thing that it does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ObjectIsNeverObservedFixer)), Shared]
public sealed class ObjectIsNeverObservedFixer() : RuleFixer(RuleIds.ObjectIsNeverObserved)
{
    private protected override Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        // Constructors in another part of the type are not seen here, and a type without any here may have one there.
        if (node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { ParameterList: null } type)
            return Offer();
        var constructors = type.Members.OfType<ConstructorDeclarationSyntax>()
            .Where(static c => !c.Modifiers.Any(SyntaxKind.StaticKeyword) && !c.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer)).ToList();
        if (constructors.Count == 0 || constructors.Exists(static c => c.Body is null && c.ExpressionBody is null))
            return Offer();

        return Offer(new Repair($"Start to observe each '{type.Identifier.ValueText}'", "StartObserving", type, editor =>
        {
            foreach (var constructor in constructors)
                editor.ReplaceNode(constructor, Starting(constructor));
        }));
    }

    private static ConstructorDeclarationSyntax Starting(ConstructorDeclarationSyntax constructor)
    {
        var start = SyntaxFactory.ParseStatement($"{KnownNames.StartObserving}();");
        if (constructor.Body is { } body)
        {
            var last = body.Statements.LastOrDefault();
            var added = last is null ? start.WithAdditionalAnnotations(Formatter.Annotation) : Layout.After(last, $"{KnownNames.StartObserving}();");
            return constructor.WithBody(body.AddStatements(added).WithAdditionalAnnotations(Formatter.Annotation));
        }

        var expression = SyntaxFactory.ExpressionStatement(constructor.ExpressionBody!.Expression.WithoutTrivia());
        return constructor.WithExpressionBody(null).WithSemicolonToken(default)
            .WithBody(SyntaxFactory.Block(expression, start).WithTrailingTrivia(constructor.GetTrailingTrivia()))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
