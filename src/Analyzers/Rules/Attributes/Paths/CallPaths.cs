using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>Calls that are written as calls: of a base, in an expression tree, on an open type parameter, through a declaration without attributes.</summary>
internal static class CallPaths
{
    public static void Register(CompilationStartAnalysisContext context, InterceptedMethods methods) =>
        context.RegisterMentionAction<InvocationExpressionSyntax>(methods.Declarations.Names, c =>
        {
            // Nearly all calls are intercepted, and need no binding: where the generator's interceptor stands, nothing is in its way.
            var call = (InvocationExpressionSyntax)c.Node;
            if (c.SemanticModel.GetInterceptorMethod(call, c.CancellationToken) is { } interceptor && OtherInterceptors.IsOwn(interceptor))
                return;

            var operation = c.SemanticModel.GetOperation(call, c.CancellationToken);
            if (operation is IInvocationOperation invocation)
                Check(c, call, invocation, methods);
            else if (operation is IDynamicInvocationOperation dynamic)
                DynamicPaths.Check(c, dynamic, methods);
        });

    private static void Check(CodeContext context, InvocationExpressionSyntax call, IInvocationOperation invocation, InterceptedMethods methods)
    {
        var called = invocation.TargetMethod;
        if (!methods.Declarations.HasName(called.Name))
            return;

        var place = GoesAround.Name(call.Expression).GetLocation();
        if (methods.Find(called) is { } attributed)
        {
            var obstacle = CallEligibility.Check(call, called, context.SemanticModel, context.CancellationToken);
            if (obstacle == CallObstacle.None)
                return;

            var other = InsteadOf(obstacle, context.ContainingMember, methods);
            GoesAround.Report(context, place, called, attributed, Explain(obstacle), PartialHelps(obstacle), other: other);
        }
        else if (invocation.IsVirtual && methods.AttributedImplementation(called, invocation.Instance?.Type) is { } implementation)
        {
            GoesAround.ReportDeclaration(context, place, called, implementation);
        }
    }

    private static string Explain(CallObstacle obstacle) => "here: " + obstacle switch
    {
        CallObstacle.BaseCall => "a wrapper of a base call would call the override again, without end",
        CallObstacle.TypeParameterReceiver =>
            "a wrapper would box a receiver of a type parameter, and lose what the call changes in it; constrain the type parameter to 'class'",
        CallObstacle.OwnGenericStruct =>
            "inside a generic struct the compiler gives a wrapper a copy of the struct, and what the call changes in it would be lost",
        CallObstacle.OwnTypeArguments => "the compiler takes no wrapper for a generic method's call of itself with its own type parameters",
        _ => "an expression tree would name the wrapper, which no query provider knows",
    };

    private static bool PartialHelps(CallObstacle obstacle) => obstacle is not CallObstacle.TypeParameterReceiver;

    // An override that calls its base has been observed by then.
    private static string InsteadOf(CallObstacle obstacle, ISymbol? caller, InterceptedMethods methods) =>
        obstacle == CallObstacle.BaseCall && caller is IMethodSymbol { IsOverride: true } method && methods.Find(method) is not null
            ? $"the call of '{method.ToDisplayString(SymbolDisplay.Member)}' is observed"
            : GoesAround.CallerInstead;
}
