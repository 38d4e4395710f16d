using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Contract;

/// <summary>Why a call of a method that can be wrapped is left as it is.</summary>
public enum CallObstacle
{
    None,

    /// <summary>The code around the call asks for it to be left as it is.</summary>
    OptedOut,

    /// <summary>The wrapper would call the override again, and that the wrapper, without end.</summary>
    BaseCall,

    /// <summary>An argument is dynamic: what is called is found when the program runs.</summary>
    LateBound,

    /// <summary>A value would be boxed, and what the method changes in it would be lost.</summary>
    TypeParameterReceiver,

    /// <summary>
    /// Inside a generic struct the compiler hands an interceptor a copy of a receiver that is of the struct's own type arguments, and what the
    /// method changes in it would be lost.
    /// </summary>
    OwnGenericStruct,

    /// <summary>The tree would name the generated method, which no query provider knows.</summary>
    ExpressionTree,

    /// <summary>
    /// A generic method that calls itself with its own type parameters: the compiler compares the signatures of the method and of the wrapper
    /// with the method's type parameters in one of them alone, and finds them different.
    /// </summary>
    OwnTypeArguments,
}

/// <summary>The one rule on which calls can be intercepted: the compiler accepts some that then misbehave.</summary>
public static class CallEligibility
{
    /// <summary>The attributes for which a call that is typed as this declaration is intercepted; null when no call of it is.</summary>
    public static Attributed? Intercepted(IMethodSymbol called, Compilation compilation) =>
        StrategyChoice.For(called) == Strategy.Interceptor
        && Attributed.OfCall(called) is { } attributed

        // What overrides a method that observes itself is observed when it calls its base, and would be twice.
        && StrategyChoice.For(attributed.Method) == Strategy.Interceptor
        && Eligibility.Check(called, Strategy.Interceptor, compilation) == Obstacle.None
            ? attributed
            : null;

    /// <summary>What keeps that call from being intercepted, though calls of the method are.</summary>
    public static CallObstacle Check(InvocationExpressionSyntax call, IMethodSymbol called, SemanticModel model, CancellationToken cancellation)
    {
        if (CallOptOut.Covers(call, called, model, cancellation))
            return CallObstacle.OptedOut;
        if (IsOnOwnGenericStruct(called))
            return CallObstacle.OwnGenericStruct;
        if (call.Expression is MemberAccessExpressionSyntax access)
        {
            if (access.Expression is BaseExpressionSyntax)
                return CallObstacle.BaseCall;
            if (!called.IsStatic && !called.IsCalledAsExtension() && IsOpenReceiver(model.GetTypeInfo(access.Expression, cancellation).Type))
                return CallObstacle.TypeParameterReceiver;
        }
        else if (call.Expression is MemberBindingExpressionSyntax
            && call.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(c => c.WhenNotNull.Span.Contains(call.Span)) is { } conditional
            && IsOpenReceiver(model.GetTypeInfo(conditional.Expression, cancellation).Type))
        {
            return CallObstacle.TypeParameterReceiver;
        }

        if (call.ArgumentList.Arguments.Any(a => model.GetTypeInfo(a.Expression, cancellation).Type is IDynamicTypeSymbol))
            return CallObstacle.LateBound;
        if (IsInExpressionTree(call, model, cancellation))
            return CallObstacle.ExpressionTree;
        return HasOwnTypeArguments(called.ReducedFrom ?? called, called) ? CallObstacle.OwnTypeArguments : CallObstacle.None;
    }

    /// <summary>Whether the node becomes data there, and is run by nobody or by a query provider.</summary>
    public static bool IsInExpressionTree(SyntaxNode syntax, SemanticModel model, CancellationToken cancellation)
    {
        foreach (var node in syntax.Ancestors())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax lambda when IsExpression(model.GetTypeInfo(lambda, cancellation).ConvertedType):
                case FromClauseSyntax { Parent: not QueryExpressionSyntax } or LetClauseSyntax or WhereClauseSyntax or JoinClauseSyntax
                    when IsQueryable(model.GetQueryClauseInfo((QueryClauseSyntax)node, cancellation).OperationInfo.Symbol):
                case OrderingSyntax or SelectOrGroupClauseSyntax when IsQueryable(model.GetSymbolInfo(node, cancellation).Symbol):
                    return true;
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    // A method that changes nothing does the same on a copy. Annotations, which would tell some of these types apart, do not count.
    private static bool IsOnOwnGenericStruct(IMethodSymbol called) =>
        called is { IsStatic: false, IsReadOnly: false, ReducedFrom: null, ContainingType: { IsValueType: true } type }
        && SymbolEqualityComparer.Default.Equals(type, type.OriginalDefinition)
        && type.SelfAndContaining().Any(static t => t.Arity > 0);

    private static bool HasOwnTypeArguments(IMethodSymbol method, IMethodSymbol called)
    {
        var own = method.OriginalDefinition.TypeParameters;
        return own.Length > 0
            && called.TypeArguments.Length == own.Length
            && called.TypeArguments.Zip(own, static (argument, parameter) => IsSame(argument, parameter)).All(static same => same)
            && method.OriginalDefinition.Parameters.Select(static p => p.Type).Append(method.OriginalDefinition.ReturnType)
                .Any(type => type.Mentions(t => t is ITypeParameterSymbol parameter && own.Contains(parameter, SymbolEqualityComparer.Default)));
    }

    // An extension method that is called as one has type parameters of its own, which stand for those of its declaration.
    private static bool IsSame(ITypeSymbol argument, ITypeParameterSymbol parameter) =>
        argument is ITypeParameterSymbol { DeclaringMethod: { } method } own && own.Ordinal == parameter.Ordinal
        && SymbolEqualityComparer.Default.Equals((method.ReducedFrom ?? method).OriginalDefinition, parameter.DeclaringMethod);

    // A conditional access looks through a nullable value.
    private static bool IsOpenReceiver(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsOpenReceiver(nullable.TypeArguments[0]),
        ITypeParameterSymbol { IsReferenceType: false } => true,
        _ => false,
    };

    private static bool IsQueryable(ISymbol? clause) =>
        clause is IMethodSymbol method && (method.ReducedFrom ?? method).Parameters.Any(static p => IsExpression(p.Type));

    private static bool IsExpression(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Is("System.Linq.Expressions", "Expression") || type.Is("System.Linq.Expressions", "Expression", 1))
                return true;
        }

        return false;
    }
}
