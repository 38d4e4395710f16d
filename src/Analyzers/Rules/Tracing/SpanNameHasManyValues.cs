using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS203: a span name with an id, a moment or an address in it: no two spans are called alike. Names that are put together from a few values
/// (<c>GET /orders/{id}</c> of the route, the name of a queue) are as the conventions ask for.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpanNameHasManyValues() : TelemetryRule(Descriptors.SpanNameHasManyValues)
{
    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        context.RegisterNamedAction(
            ["CreateActivity", "UpdateName", .. SpanStart.Names], c => Check(c, NameOf((IInvocationOperation)c.Operation, symbols)), OperationKind.Invocation);
        context.RegisterNamedAction(
            ["DisplayName"], c => Check(c, NameOf((ISimpleAssignmentOperation)c.Operation, symbols)), OperationKind.SimpleAssignment);
        context.RegisterNamedAction(
            ["Activity"], c => Check(c, NameOf((IObjectCreationOperation)c.Operation, symbols)), OperationKind.ObjectCreation);
    }

    private static void Check(CodeContext context, IOperation? name)
    {
        if (name is null || name.ConstantValue.HasValue)
            return;

        var many = SpanNameParts.Of(name).Select(p => (Part: p, Reason: WhyMany(p, context.CancellationToken))).Where(static p => p.Reason is not null).ToList();
        if (many.Count == 0)
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.SpanNameHasManyValues,
            name.Syntax.GetLocation(),
            many.ConvertAll(static m => m.Part.Syntax.GetLocation()),
            many[0].Part.Syntax.ToString(),
            many[0].Reason));
    }

    // That a name is put together from several values is no reason: names of operations are.
    private static string? WhyMany(IOperation part, CancellationToken cancellation) => ValueFlow.Of(part, cancellation) switch
    {
        { IsUnbounded: true, Evidence: not Evidence.Composed } bound => bound.What,
        { Kind: BoundKind.Unknown } when part is IMemberReferenceOperation { Member.Name: "Id", Instance.Type.Name: var owner }
            && NameWords.SayUnbounded(owner + "Id") => $"the id of one {owner}",
        _ => null,
    };

    private static IOperation? NameOf(IInvocationOperation call, TelemetrySymbols symbols) => call.TargetMethod.Name switch
    {
        "CreateActivity" when TelemetrySymbols.Is(call.TargetMethod.ContainingType, symbols.ActivitySource) => ArgumentOf(call, "name"),
        "UpdateName" when TelemetrySymbols.Is(call.TargetMethod.ContainingType, symbols.TelemetrySpan) => ArgumentOf(call, "name"),
        _ => SpanStart.Of(call, symbols)?.Name?.Value,
    };

    private static IOperation? ArgumentOf(IInvocationOperation call, string name) =>
        call.Arguments.FirstOrDefault(a => a.Parameter?.Name == name)?.Value;

    private static IOperation? NameOf(ISimpleAssignmentOperation assignment, TelemetrySymbols symbols) =>
        assignment.Target is IPropertyReferenceOperation { Property: { Name: "DisplayName", ContainingType: var type } }
        && TelemetrySymbols.Is(type, symbols.Activity)
            ? assignment.Value
            : null;

    private static IOperation? NameOf(IObjectCreationOperation creation, TelemetrySymbols symbols) =>
        TelemetrySymbols.Is(creation.Type, symbols.Activity) ? creation.Arguments.FirstOrDefault()?.Value : null;
}
