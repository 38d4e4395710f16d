using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS208: an iterator whose span is current while it hands out an element: the caller runs in it, or the iterator comes back without it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpanIsOpenAcrossYield() : SpanRule(Descriptors.SpanIsOpenAcrossYield)
{
    private protected override void Check(CodeContext context, StartedValue started, OwnedSpan span)
    {
        if (!span.Span.IsCurrent || started.Lifetime.Yields.Count == 0 || SetsCurrent(span.Start.Syntax))
            return;

        var isAsync = FunctionAround(context, span.Start.Syntax) is { IsAsync: true };
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.SpanIsOpenAcrossYield,
            span.Start.Syntax.GetLocation(),
            isAsync ? "after the first element the iterator runs outside of it" : "what the caller does between two elements runs inside of it"));
    }

    // Who puts Activity.Current right by hand knows.
    private static bool SetsCurrent(SyntaxNode start)
    {
        var function = start.Ancestors().First(static n => n is MemberDeclarationSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax);
        return function.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(static a => a.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Current" });
    }
}
