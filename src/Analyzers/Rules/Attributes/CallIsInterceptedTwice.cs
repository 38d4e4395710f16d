using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS013: a call that is observed and that another generator intercepts, too. The compiler says so of the two generated files (CS9153); this
/// says it at the call, and what to do. Generators don't see each other, rules see what all of them wrote.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallIsInterceptedTwice() : AttributeRule(Descriptors.CallIsInterceptedTwice)
{
    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        if (!BuildProperties.IsEnabled(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
            return;

        var others = OtherInterceptors.Of(context.Compilation, context.CancellationToken);
        if (others.Count == 0)
            return;

        var methods = new InterceptedMethods(context.Compilation);
        context.RegisterNamedAction(methods.Declarations.Names, c => CheckCall(c, methods, others), OperationKind.Invocation);
    }

    private static void CheckCall(CodeContext context, InterceptedMethods methods, IReadOnlyDictionary<string, string> others)
    {
        var invocation = (IInvocationOperation)context.Operation;
        var called = invocation.TargetMethod;
        if (invocation.Syntax is InvocationExpressionSyntax call && methods.Find(called) is not null
            && invocation.SemanticModel!.GetInterceptableLocation(call, context.CancellationToken) is { } location
            && others.TryGetValue(location.Data, out var other)
            && CallEligibility.Check(call, called, invocation.SemanticModel!, context.CancellationToken) == CallObstacle.None)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.CallIsInterceptedTwice, GoesAround.Name(call.Expression).GetLocation(), called.ToDisplayString(SymbolDisplay.Member), other));
        }
    }
}
