using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Analyzers;

/// <summary>Finds the calls of what is called from near by alone: private methods, local functions, lambdas in locals and private fields.</summary>
internal static class Callers
{
    /// <summary>The calls; null where the function can be reached in another way too, so that nobody can say.</summary>
    /// <param name="function">The method, or the variable that holds the function.</param>
    /// <param name="model">The semantic model of its file.</param>
    /// <param name="cancellation">Whether nobody waits any more.</param>
    public static IReadOnlyList<IOperation>? Of(ISymbol function, SemanticModel model, CancellationToken cancellation)
    {
        if (!IsNearBy(function)
            || function.DeclaringSyntaxReferences.FirstOrDefault() is not { } declaration
            || declaration.SyntaxTree != model.SyntaxTree)
        {
            return null;
        }

        var scope = function.Kind is SymbolKind.Field or SymbolKind.Property || function is IMethodSymbol { MethodKind: MethodKind.Ordinary }
            ? declaration.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>()
            : declaration.GetSyntax(cancellation).EnclosingMember();
        if (scope is null || IsMentionedElsewhere(function, scope, cancellation))
            return null;

        var calls = new List<IOperation>();
        foreach (var name in scope.DescendantNodes().OfType<SimpleNameSyntax>().Where(n => n.Identifier.ValueText == function.Name))
        {
            var symbol = model.GetSymbolInfo(name, cancellation).Symbol?.OriginalDefinition;
            if (!SymbolEqualityComparer.Default.Equals(symbol, function) || IsTarget(name))
                continue;
            if (CallOf(name) is not { } call || model.GetOperation(call, cancellation) is not { } operation)
                return null;
            calls.Add(operation);
        }

        return calls;
    }

    private static bool IsNearBy(ISymbol function) => function switch
    {
        ILocalSymbol => true,
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => true,
        IMethodSymbol method => method is { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary },
        IFieldSymbol field => field.DeclaredAccessibility == Accessibility.Private,
        _ => false,
    };

    // The other parts of a partial type have a semantic model each: their text is enough to know that they have nothing to do with it.
    private static bool IsMentionedElsewhere(ISymbol function, SyntaxNode scope, CancellationToken cancellation) =>
        scope is TypeDeclarationSyntax && function.ContainingType.DeclaringSyntaxReferences
            .Where(r => r.SyntaxTree != scope.SyntaxTree || r.Span != scope.Span)
            .Any(r => r.GetSyntax(cancellation).DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == function.Name));

    private static bool IsTarget(SimpleNameSyntax name) =>
        name.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment && assignment.Left.Span.Contains(name.Span);

    private static InvocationExpressionSyntax? CallOf(SimpleNameSyntax name)
    {
        ExpressionSyntax function = name;
        if (name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or SimpleNameSyntax } access && access.Name == name)
            function = access;
        if (function.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke" } invoke && invoke.Expression == function)
            function = invoke;
        return function.Parent is InvocationExpressionSyntax call && call.Expression == function ? call : null;
    }
}
