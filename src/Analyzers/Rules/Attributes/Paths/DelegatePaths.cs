using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>Method groups that become a delegate, a handler or a function pointer.</summary>
internal static class DelegatePaths
{
    public static void Register(CompilationStartAnalysisContext context, InterceptedMethods methods) =>
        context.RegisterNamedAction(methods.Declarations.Names, c => Check(c, methods), OperationKind.MethodReference);

    private static void Check(CodeContext context, InterceptedMethods methods)
    {
        var reference = (IMethodReferenceOperation)context.Operation;
        if (!methods.Declarations.HasName(reference.Method.Name) || reference.Syntax is not ExpressionSyntax group || !IsToBeCalled(reference))
            return;

        var place = GoesAround.Name(group).GetLocation();
        if (methods.Find(reference.Method) is { } attributed)
        {
            var lambda = CanBeLambda(reference, group, context.CancellationToken) ? "wrap the call in a lambda" : null;
            const string Path = "here: what takes the method takes it without its wrapper";
            GoesAround.Report(context, place, reference.Method, attributed, Path, partialHelps: true, lambda);
        }
        else if (reference.IsVirtual && methods.AttributedImplementation(reference.Method, reference.Instance?.Type) is { } implementation)
        {
            GoesAround.ReportDeclaration(context, place, reference.Method, implementation);
        }
    }

    // A handler that is removed, and a delegate that is compared, is not called for that.
    private static bool IsToBeCalled(IMethodReferenceOperation reference) => reference.Parent switch
    {
        IDelegateCreationOperation { Parent: IEventAssignmentOperation { Adds: false } } => false,
        IDelegateCreationOperation { Parent: ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract } or IBinaryOperation } => false,
        IDelegateCreationOperation or IAddressOfOperation => true,
        _ => false,
    };

    // A lambda that is added to an event could not be removed again, and in some places the call would go around the wrapper all the same.
    private static bool CanBeLambda(IMethodReferenceOperation reference, ExpressionSyntax group, CancellationToken cancellation) =>
        reference is { Parent: IDelegateCreationOperation { Parent: not IEventAssignmentOperation }, Instance: null or { Type.IsReferenceType: true } }
        && group is not MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax }
        && !CallEligibility.IsInExpressionTree(group, reference.SemanticModel!, cancellation);
}
