using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// The file that a value is used in. Its code can be followed beyond the method at hand; what is private to a type is all here if the type is.
/// Other files' code is not: a rule that bound it would cost at each key press.
/// </summary>
internal sealed class SourceFile(SemanticModel model, CancellationToken cancellation)
{
    /// <summary>Whether every part of the type, and of the types around it, is in this file.</summary>
    public bool HasAll(INamedTypeSymbol type)
    {
        var outermost = Outermost(type);
        return outermost.DeclaringSyntaxReferences.All(r => r.SyntaxTree == model.SyntaxTree);
    }

    /// <summary>Where the type's code, and that of the types around it and in it, mentions the symbol.</summary>
    public IEnumerable<SimpleNameSyntax> NamesOf(ISymbol symbol) =>
        Outermost(symbol.ContainingType).DeclaringSyntaxReferences
            .SelectMany(r => r.GetSyntax(cancellation).DescendantNodes())
            .OfType<SimpleNameSyntax>()
            .Where(n => n.Identifier.ValueText == symbol.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n, cancellation).Symbol?.OriginalDefinition, symbol.OriginalDefinition));

    /// <summary>The operation that the name, or the access of which it is the last part, stands for.</summary>
    public IOperation? Operation(SimpleNameSyntax name) =>
        model.GetOperation(name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name, cancellation);

    /// <summary>The call that the name is the method of; null where it is none.</summary>
    public IInvocationOperation? Call(SimpleNameSyntax name)
    {
        ExpressionSyntax method = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access
            : name.Parent is MemberBindingExpressionSyntax binding ? binding
            : name;
        return method.Parent is InvocationExpressionSyntax call && call.Expression == method
            ? model.GetOperation(call, cancellation) as IInvocationOperation
            : null;
    }

    /// <summary>What a field or property is declared with.</summary>
    public IOperation? Initializer(ISymbol member)
    {
        var declaration = member.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        var initializer = (declaration as VariableDeclaratorSyntax)?.Initializer ?? (declaration as PropertyDeclarationSyntax)?.Initializer;
        return initializer is null ? null : model.GetOperation(initializer.Value, cancellation);
    }

    /// <summary>The values that the method or getter returns; null where its code isn't here, or another's may run instead.</summary>
    public IReadOnlyList<IOperation>? Returned(ISymbol member)
    {
        if (member.IsAbstract || member.IsVirtual || member.IsOverride || member.IsExtern
            || member.DeclaringSyntaxReferences.Length != 1
            || member.DeclaringSyntaxReferences[0] is not { } reference
            || reference.SyntaxTree != model.SyntaxTree)
        {
            return null;
        }

        var body = reference.GetSyntax(cancellation) switch
        {
            BaseMethodDeclarationSyntax method => Body(method.Body, method.ExpressionBody),
            LocalFunctionStatementSyntax function => Body(function.Body, function.ExpressionBody),
            PropertyDeclarationSyntax { ExpressionBody: { } expression } => expression,
            PropertyDeclarationSyntax { AccessorList: { } accessors } => accessors.Accessors
                .Where(static a => a.IsKind(SyntaxKind.GetAccessorDeclaration))
                .Select(static a => Body(a.Body, a.ExpressionBody)).FirstOrDefault(),
            _ => null,
        };
        if (body is null || model.GetOperation(body, cancellation) is not { } operation)
            return null;
        var returned = Own(operation).OfType<IReturnOperation>().Where(static r => r.Kind == OperationKind.Return)
            .Select(static r => r.ReturnedValue).OfType<IOperation>().ToList();
        return returned.Count == 0 ? null : returned;
    }

    private static SyntaxNode? Body(BlockSyntax? block, ArrowExpressionClauseSyntax? expression) => (SyntaxNode?)block ?? expression;

    // What functions in the body return is not what it returns.
    private static IEnumerable<IOperation> Own(IOperation operation)
    {
        yield return operation;
        var children = operation.ChildOperations.Where(static c => c is not (IAnonymousFunctionOperation or ILocalFunctionOperation));
        foreach (var child in children.SelectMany(Own))
            yield return child;
    }

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
            type = outer;
        return type;
    }
}
