using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>Static fields get their values in the order in which they are written; that of a type's parts is anybody's guess.</summary>
internal static class StaticOrder
{
    /// <summary>Finds the last static member of the type that the expression needs to have its value before.</summary>
    /// <returns>Whether all that the expression needs will have its value in a field that stands there.</returns>
    public static bool TryFind(
        ExpressionSyntax expression, TypeDeclarationSyntax type, SemanticModel model, CancellationToken cancellation, out string? after)
    {
        var needed = expression.DescendantNodes().OfType<SimpleNameSyntax>()
            .Select(n => model.GetSymbolInfo(n, cancellation).Symbol)
            .Where(s => s is IFieldSymbol { IsStatic: true, IsConst: false } or IPropertySymbol { IsStatic: true }
                && SymbolEqualityComparer.Default.Equals(s.ContainingType, model.GetDeclaredSymbol(type, cancellation)))
            .Select(s => s!.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation))
            .ToList();
        var last = needed.OfType<SyntaxNode>().OrderBy(static n => n.SpanStart).LastOrDefault();
        after = last switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            _ => null,
        };

        // What a static constructor assigns comes too late.
        return needed.TrueForAll(n => n is VariableDeclaratorSyntax { Initializer: not null } or PropertyDeclarationSyntax { Initializer: not null }
            && n.FirstAncestorOrSelf<TypeDeclarationSyntax>() == type);
    }
}
