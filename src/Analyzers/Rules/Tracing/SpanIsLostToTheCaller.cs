using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS206: a span that an async method starts and returns: in the caller it is not <c>Activity.Current</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpanIsLostToTheCaller() : SpanRule(Descriptors.SpanIsLostToTheCaller)
{
    private protected override void Check(CodeContext context, StartedValue started, OwnedSpan span)
    {
        if (!span.Span.IsCurrent || started.Lifetime.Returns.Count == 0 || FunctionAround(context, span.Start.Syntax) is not { IsAsync: true } method)
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.SpanIsLostToTheCaller,
            span.Start.Syntax.GetLocation(),
            method.MethodKind == MethodKind.AnonymousFunction ? "This lambda" : $"'{method.Name}'",
            span.Span.Type.Name == "Activity" ? "Activity.Current" : "Tracer.CurrentSpan"));
    }
}
