using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS101: an instrument that is created by what runs more than once, and is not kept.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InstrumentIsCreatedRepeatedly() : TelemetryRule(Descriptors.InstrumentIsCreatedRepeatedly)
{
    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        if (symbols.Meter is null || OneTimeCode.IsTests(context.Compilation))
            return;

        var repetition = new Repetition(symbols, context.Compilation);
        context.RegisterNamedAction(symbols.Creators, c => Check(c, repetition, symbols), OperationKind.Invocation);
    }

    private static void Check(CodeContext context, Repetition repetition, TelemetrySymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!symbols.MakesInstrument(call) || repetition.Of(call, context.CancellationToken) is not { } repeats)
            return;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.InstrumentIsCreatedRepeatedly, call.Syntax.GetLocation(), InstrumentCreation.Called(call), repeats));
    }
}
