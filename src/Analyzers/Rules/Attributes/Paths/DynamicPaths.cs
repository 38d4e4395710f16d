using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// Calls that are bound at run time. Which method they reach nobody knows, so that only those are reported that fit an observed method of this
/// compilation by name and number of arguments.
/// </summary>
internal static class DynamicPaths
{
    public static void Check(CodeContext context, IDynamicInvocationOperation invocation, InterceptedMethods methods)
    {
        if (invocation.Operation is not IDynamicMemberReferenceOperation { Syntax: ExpressionSyntax named } member
            || !methods.Declarations.HasName(member.MemberName))
        {
            return;
        }

        var fitting = methods.Declarations.Methods
            .Where(m => m.Name == member.MemberName && Takes(m, invocation.Arguments.Length) && CanBeReached(m, member) && methods.Find(m) is not null)
            .ToList();
        if (fitting.Count > 0)
        {
            const string Path = "here, if this is a call of it: what binds at run time calls the method itself";
            GoesAround.Report(context, GoesAround.Name(named).GetLocation(), fitting[0], methods.Find(fitting[0])!, Path, partialHelps: true);
        }
    }

    private static bool Takes(IMethodSymbol method, int arguments)
    {
        var parameters = method.Parameters;
        var required = parameters.Count(static p => !p.IsOptional && !p.IsParams);
        return arguments >= required && (arguments <= parameters.Length || parameters.Any(static p => p.IsParams));
    }

    // An argument may be what is dynamic: then the receiver's type is known, and may be the one around the call.
    private static bool CanBeReached(IMethodSymbol method, IDynamicMemberReferenceOperation member) =>
        (member.ContainingType ?? member.Instance?.Type) is { TypeKind: not TypeKind.Dynamic } receiver
            ? ReflectionPaths.IsMemberOf(method, receiver)
            : method is { IsStatic: false, IsExtensionMethod: false };
}
