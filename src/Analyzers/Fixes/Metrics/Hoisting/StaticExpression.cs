using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.CodeFixes;

/// <summary>Tells which expressions can initialise a static field of the type that they stand in.</summary>
internal static class StaticExpression
{
    /// <summary>Whether the expression is made of constants and of what is static, and stays the same whenever it is asked.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="model">The semantic model of its file.</param>
    /// <param name="but">A part of it that does not matter, because it will be replaced.</param>
    /// <param name="cancellation">Whether nobody waits any more.</param>
    public static bool Is(ExpressionSyntax expression, SemanticModel model, ExpressionSyntax? but, CancellationToken cancellation)
    {
        if (TelemetrySymbols.Of(model.Compilation) is not { } symbols || model.GetOperation(expression, cancellation) is not { } operation)
            return false;

        var parts = operation.DescendantsAndSelf().Where(o => but?.Span.Contains(o.Syntax.Span) != true);
        var names = expression.DescendantNodes().OfType<SimpleNameSyntax>().Where(n => but?.Span.Contains(n.Span) != true);
        return parts.All(o => IsStatic(o, symbols)) && !names.Any(n => IsOfMethod(model.GetSymbolInfo(n, cancellation).Symbol));
    }

    private static bool IsStatic(IOperation operation, TelemetrySymbols symbols) => operation switch
    {
        IInvocationOperation call => symbols.MakesInstrument(call),
        IFieldReferenceOperation { Field: { IsStatic: true } field } =>
            field.IsConst || field.IsReadOnly || TelemetrySymbols.Is(field.Type, symbols.Meter),
        IPropertyReferenceOperation { Property.IsStatic: true } property => property.Property.SetMethod is null,
        IMemberReferenceOperation { Member.IsStatic: false } member =>
            member.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver },
        IInstanceReferenceOperation instance => instance.ReferenceKind == InstanceReferenceKind.ImplicitReceiver,
        ILocalReferenceOperation or IParameterReferenceOperation or IAnonymousFunctionOperation or IMethodReferenceOperation => false,
        IAwaitOperation or IInvalidOperation or IDynamicInvocationOperation or IDynamicObjectCreationOperation => false,
        _ => true,
    };

    private static bool IsOfMethod(ISymbol? symbol) => symbol is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method };
}
