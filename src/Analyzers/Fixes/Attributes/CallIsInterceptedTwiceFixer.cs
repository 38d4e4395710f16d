using System.Composition;
using Instrumentation.Analyzers;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Instrumentation.CodeFixes;

/// <summary>INS013: leaves calls of that method to the other package, in the member around the call or, in top-level code, in the assembly.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CallIsInterceptedTwiceFixer)), Shared]
public sealed class CallIsInterceptedTwiceFixer() : RuleFixer(RuleIds.CallIsInterceptedTwice)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (model.Compilation.GetTypesByMetadataName($"{KnownNames.Namespace}.{KnownNames.NotIntercepted}").FirstOrDefault() is not { } attribute
            || model.GetSymbolInfo(node, cancellation).Symbol is not IMethodSymbol called)
        {
            return [];
        }

        var around = node.Ancestors().First(static n =>
            n is LocalFunctionStatementSyntax or CompilationUnitSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax));
        return [new Repair($"Leave calls of '{called.Name}' with [NotIntercepted]", "Leave", around, editor => Add(editor, around, called, attribute))];
    }

    private static void Add(SyntaxEditor editor, SyntaxNode around, IMethodSymbol called, INamedTypeSymbol attribute)
    {
        var name = (NameSyntax)editor.Generator.TypeExpression(attribute).WithAdditionalAnnotations(Simplifier.Annotation);
        var syntax = SyntaxFactory.Attribute(name, SyntaxFactory.AttributeArgumentList([SyntaxFactory.AttributeArgument(NameOf(editor.Generator, called))]));
        if (around is not CompilationUnitSyntax)
        {
            editor.AddAttribute(around, syntax);
            return;
        }

        var list = SyntaxFactory.AttributeList(SyntaxFactory.AttributeTargetSpecifier(SyntaxFactory.Token(SyntaxKind.AssemblyKeyword)), [syntax]);
        editor.ReplaceNode(around, (current, _) => ((CompilationUnitSyntax)current).AddAttributeLists(list));
    }

    // Of a generic type nameof wants the arguments, which may be type parameters that are not known where the attribute stands.
    private static ExpressionSyntax NameOf(SyntaxGenerator generator, IMethodSymbol called)
    {
        var type = (called.ReducedFrom ?? called).ContainingType;
        return type.IsGenericType || !type.CanBeReferencedByName
            ? (ExpressionSyntax)generator.LiteralExpression(called.Name)
            : (ExpressionSyntax)generator.NameOfExpression(generator.MemberAccessExpression(
                generator.TypeExpression(type).WithAdditionalAnnotations(Simplifier.Annotation), called.Name));
    }
}
