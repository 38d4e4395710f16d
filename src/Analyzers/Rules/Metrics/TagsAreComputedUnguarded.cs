using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS109: a tag of a measurement that is built or looked up for each call, without asking first whether anybody listens.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TagsAreComputedUnguarded() : TelemetryRule(Descriptors.TagsAreComputedUnguarded)
{
    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        if (!OneTimeCode.IsTests(context.Compilation))
            context.RegisterNamedAction(TelemetrySymbols.Measuring, c => Check(c, symbols), OperationKind.Invocation);
    }

    private static void Check(CodeContext context, TelemetrySymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!symbols.IsMeasurement(call.TargetMethod)
            || TagWrites.Of(call, symbols).FirstOrDefault(static t => IsComputedUnguarded(t)) is not { } tag
            || EnabledGuards.Guard(call.Syntax) || IsGuardedByCallers(context, call))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.TagsAreComputedUnguarded,
            tag.Value.Syntax.GetLocation(),
            tag.KeyText is { } key ? $"'{key}'" : $"of the key '{tag.Key.Syntax}'",
            ComputationOf(tag.Value),
            InstrumentReference.NameOf(call)));
    }

    private static bool IsComputedUnguarded(TagWrite tag) => ComputationOf(tag.Value) is not null && !EnabledGuards.Guard(tag.Value.Syntax);

    // What makes an object, or may: a text, a list, whatever a method returns.
    private static string? ComputationOf(IOperation value) => value switch
    {
        _ when value.ConstantValue.HasValue => null,
        IInterpolatedStringOperation => "an interpolation",
        IBinaryOperation { Type.SpecialType: SpecialType.System_String } => "a concatenation",
        IInvocationOperation { TargetMethod: var method } when IsCostly(method) => $"'{method.Name}'",
        _ => null,
    };

    private static bool IsCostly(IMethodSymbol method) =>
        method.ContainingType is { Name: "Enumerable" }
        || (method.ReturnType.IsReferenceType && method is not { Name: "GetType" }
            && method is not { Name: "ToString", ContainingType.SpecialType: SpecialType.System_String or SpecialType.System_Boolean });

    private static bool IsGuardedByCallers(CodeContext context, IInvocationOperation call) =>
        call.SemanticModel is { } model
        && call.Syntax.EnclosingFunction() is MethodDeclarationSyntax or LocalFunctionStatementSyntax
        && model.GetDeclaredSymbol(call.Syntax.EnclosingFunction(), context.CancellationToken) is { } method
        && Callers.Of(method, model, context.CancellationToken) is { Count: > 0 } callers
        && callers.All(static c => EnabledGuards.Guard(c.Syntax));
}
