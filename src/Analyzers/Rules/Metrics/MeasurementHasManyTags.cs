using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS108: more tags on one measurement than <c>TagList</c>, and the SDK's own buffer, hold without an array.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MeasurementHasManyTags() : TelemetryRule(Descriptors.MeasurementHasManyTags)
{
    private const int Limit = 8;

    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols) =>
        context.RegisterNamedAction(TelemetrySymbols.Measuring, c => Check(c, symbols), OperationKind.Invocation);

    private static void Check(CodeContext context, TelemetrySymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!symbols.IsMeasurement(call.TargetMethod))
            return;

        // One key on two ways through is one tag.
        var tags = TagWrites.Of(call, symbols).ToList();
        var count = tags.Select(static t => t.KeyText).OfType<string>().Distinct().Count() + tags.Count(static t => t.KeyText is null);
        if (count > Limit)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.MeasurementHasManyTags, Place(call.Syntax), count, Limit));
    }

    private static Location Place(SyntaxNode call) =>
        (call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } ? name : call).GetLocation();
}
