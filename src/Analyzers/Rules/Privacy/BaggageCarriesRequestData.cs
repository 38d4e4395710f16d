using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS402: baggage that is set to what a request brought: it goes on to every service that is called, and to other companies' too.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BaggageCarriesRequestData() : TelemetryRule(Descriptors.BaggageCarriesRequestData)
{
    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols) =>
        context.RegisterTagWriteAction(symbols, Check);

    private static void Check(CodeContext context, TagWrite tag)
    {
        if (tag.Signal != Signal.Baggage
            || ValueFlow.Of(tag.Value, context.CancellationToken) is not { IsUnbounded: true, Evidence: Evidence.Request } bound)
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.BaggageCarriesRequestData,
            tag.Value.Syntax.GetLocation(),
            TagLocations.Of(tag),
            null,
            SeriesText.Code(tag.Value.Syntax),
            bound.What));
    }
}
